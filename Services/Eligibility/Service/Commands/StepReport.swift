internal import EligibilityDomain
public import Eventing
public import Vocabulary

/// What a command over a set of households did.
public struct StepReport: Record {
    /// The command.
    public var command: String
    /// The households that moved, or were decided on.
    public var households: [Token]
    /// How many of those selected it left as they were.
    public var left: Int64

    init(_ command: HouseholdCommand, _ households: [Token], left: Int) {
        self.command = command.rawValue
        self.households = households
        self.left = Int64(left)
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ report: Self?) throws(EventFault) {
        command = try fields.field("command", report?.command)
        households = try fields.field("households", report?.households)
        left = try fields.field("left", report?.left)
    }
}
