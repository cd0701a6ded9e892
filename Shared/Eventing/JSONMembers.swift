/// Where the members of a JSON object stand.
public struct JSONMembers {
    private let json: JSONReader
    private var entries: [(name: Range<Int>, value: Int)] = []
    private var next = 0

    init(_ json: JSONReader) {
        self.json = json
        entries.reserveCapacity(16)
    }

    mutating func add(name: Range<Int>, value: Int) {
        entries.append((name, value))
    }

    /// A reader that stands before a member's value; nil if there is none, or it is null.
    ///
    /// Fields mostly come in the order in which they are asked for, so the search starts behind the last one found.
    public mutating func value(of name: StaticString) -> JSONReader? {
        for step in entries.indices {
            let index = (next + step) % entries.count
            guard json.matches(entries[index].name, name) else { continue }
            next = index + 1
            let value = json.moved(to: entries[index].value)
            return value.isNull ? nil : value
        }
        return nil
    }
}
