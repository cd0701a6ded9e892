public import Eventing

/// A row of a sheet that cannot be taken as it is.
public struct BadRow: Record {
    /// The line of the file, counted from 1.
    public var line: Int64
    /// The column that is wrong; nil for what concerns the whole row.
    public var column: String?
    /// What is wrong, and what to do.
    public var problem: String

    init(line: Int, column: EnrolmentColumn? = nil, _ problem: String) {
        self.line = Int64(line)
        self.column = column?.rawValue
        self.problem = problem
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ row: Self?) throws(EventFault) {
        line = try fields.field("line", row?.line)
        column = try fields.optional("column", row?.column)
        problem = try fields.field("problem", row?.problem)
    }
}

extension BadRow: CustomStringConvertible {
    /// `line 17, water: "river" is none of …`
    public var description: String {
        "line \(line)\(column.map { ", \($0)" } ?? ""): \(problem)"
    }
}
