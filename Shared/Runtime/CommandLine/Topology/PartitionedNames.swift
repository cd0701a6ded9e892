/// Names that differ in the number of a partition only, the last of their words: `orders.catalogue.stock.0-3`.
struct PartitionedNames: CustomStringConvertible {
    /// The names, in the order in which they were given.
    private(set) var names: [String]
    /// What they begin with, the dot behind it included; nil for a name without a number.
    private let stem: String?

    /// The first name.
    var first: String { names[0] }

    /// Groups names, each group where its first name stands.
    static func group(_ names: [String]) -> [PartitionedNames] {
        var groups: [PartitionedNames] = []
        var places: [String: Int] = [:]
        for name in names {
            let stem = stem(of: name)
            if let stem, let place = places[stem] {
                groups[place].names.append(name)
            } else {
                if let stem { places[stem] = groups.count }
                groups.append(PartitionedNames(names: [name], stem: stem))
            }
        }
        return groups
    }

    private static func stem(of name: String) -> String? {
        guard let dot = name.lastIndex(of: "."), Int(name[name.index(after: dot)...]) != nil else { return nil }
        return String(name[...dot])
    }

    /// The numbers from the lowest to the highest, if none is missing between them; else each name.
    var description: String {
        guard let stem, names.count > 1 else { return names.joined(separator: ", ") }
        let numbers = names.compactMap { Int($0.dropFirst(stem.count)) }.sorted()
        guard let low = numbers.first, let high = numbers.last, high - low == names.count - 1 else {
            return names.joined(separator: ", ")
        }
        return "\(stem)\(low)-\(high)"
    }
}
