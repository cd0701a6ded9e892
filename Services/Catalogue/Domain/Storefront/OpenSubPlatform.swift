public import Vocabulary

extension SubPlatform {
    /// Opens a part of the platform for some counties, or for every one.
    public static func open(
        id: UUIDv7, name: BilingualName, counties: [DivisionCode], partnerID: UUIDv7?,
    ) throws(StorefrontRefusal) -> SubPlatform {
        if let other = counties.first(where: { $0.level != .county }) { throw .notACounty(other) }
        guard name.isComplete else { throw .nameIncomplete }
        return SubPlatform(id: id, name: name, counties: counties, partnerID: partnerID, state: .open)
    }
}
