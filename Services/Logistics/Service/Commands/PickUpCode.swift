internal import LogisticsDomain
internal import Vocabulary

/// The six digits with which a buyer fetches a parcel. Only their digest is kept.
struct PickUpCode: Sendable {
    /// The digits.
    let digits: String

    /// Takes what somebody says at the counter.
    init(_ digits: String) {
        self.digits = digits
    }

    /// Makes a code that nobody can foresee.
    static func make() -> PickUpCode {
        var random = SystemRandomNumberGenerator()
        return PickUpCode(String(1_000_000 + Int.random(in: 0..<1_000_000, using: &random)).dropFirst().description)
    }

    /// Its digest, which differs from parcel to parcel even where the digits are the same.
    func digest(for consignmentID: UUIDv7) throws(StoreFault) -> ContentDigest {
        guard let digest = ContentDigest(sha256(of: "\(consignmentID):\(digits)")) else {
            throw StoreFault("a hash is no digest")
        }
        return digest
    }
}
