/// Why the keys of personal data stay as they are.
enum PersonalKeyRefusal: Refused, Equatable {
    /// The key still keeps so many rows.
    case inUse(PersonalKeyID, rows: Int64)
    /// It is the key that new data is kept under.
    case isCurrent(PersonalKeyID)
    /// No key is called so.
    case unknown(PersonalKeyID)

    var code: String {
        switch self {
        case .inUse: "personal-key-in-use"
        case .isCurrent: "personal-key-current"
        case .unknown: "personal-key-unknown"
        }
    }

    var description: String {
        switch self {
        case .inUse(let key, let rows): "\(key) still keeps \(rows) rows: give `personal re-encrypt` first"
        case .isCurrent(let key): "\(key) is the key that new data is kept under: give `personal use-key` first"
        case .unknown(let key): "no key is called \(key): look at `personal keys`"
        }
    }
}
