public import OrdersDomain
public import Runtime
internal import Vocabulary

extension OrderRefusal: Refused {}
extension PaymentRefusal: Refused {}
extension LedgerRefusal: Refused {}
extension ClaimRefusal: Refused {}
extension PayoutRefusal: Refused {}

extension OrderRefusal {
    /// Whether an event or a clock that is refused so came too late, and is put on record without effect. Any other
    /// refusal of theirs means that two services do not agree.
    var isWithoutEffect: Bool {
        switch self {
        case .notInState, .tooEarly, .alreadyListed, .nothingToWithdraw: true
        default: false
        }
    }
}

/// An event is about something that was never heard of here.
struct UnknownSubject: Error, CustomStringConvertible {
    /// What kind of thing.
    let kind: String
    /// Which.
    let id: UUIDv7

    var description: String { "there is no \(kind) \(id); look up who told of it" }
}
