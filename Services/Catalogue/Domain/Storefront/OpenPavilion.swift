public import Vocabulary

extension Pavilion {
    /// Opens the storefront of a county.
    public static func open(
        id: UUIDv7, county: DivisionCode, name: BilingualName, operatorID: UUIDv7,
    ) throws(StorefrontRefusal) -> Pavilion {
        guard county.level == .county else { throw .notACounty(county) }
        guard name.isComplete else { throw .nameIncomplete }
        return Pavilion(id: id, county: county, name: name, operatorID: operatorID, state: .open)
    }
}
