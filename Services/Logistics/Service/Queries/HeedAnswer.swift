internal import Delivery
public import Eventing
internal import LogisticsDomain
internal import Postgres
public import Vocabulary

/// What became of what a driver said.
public struct HeedAnswer: Record {
    /// An outcome for each command, in the order of the report.
    public var commands: [Outcome]

    /// What became of one command.
    public struct Outcome: Record {
        /// The command.
        public var id: UUIDv7
        /// `done`, or `set-aside` if it contradicts what was acted on before it came.
        public var outcome: String
        /// What it contradicts.
        public var contradiction: String?
        /// Goods of which it was said in vain, since they had gone another way.
        public var unheeded: [UUIDv7]

        init(_ id: UUIDv7, _ contradiction: Contradiction?, unheeded: [UUIDv7]) {
            self.id = id
            outcome = contradiction == nil ? "done" : "set-aside"
            self.contradiction = contradiction?.rawValue
            self.unheeded = unheeded
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ outcome: Self?) throws(EventFault) {
            id = try fields.field("id", outcome?.id)
            self.outcome = try fields.field("outcome", outcome?.outcome)
            contradiction = try fields.optional("contradiction", outcome?.contradiction)
            unheeded = try fields.field("unheeded", outcome?.unheeded)
        }
    }

    init(_ commands: [Outcome]) {
        self.commands = commands
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ answer: Self?) throws(EventFault) {
        commands = try fields.field("commands", answer?.commands)
    }
}

extension LogisticsService {
    /// What became of commands when they came first, as it was written down.
    func heedAnswer(to ids: [UUIDv7], in transaction: PostgresTransaction) async throws -> HeedAnswer {
        let rows = try await transaction.query(
            """
            SELECT driver_command.id, contradiction, unheeded
            FROM unnest(\(ids)) WITH ORDINALITY AS asked (id, ordinal) JOIN driver_command USING (id) ORDER BY ordinal
            """
        ).decode(UUIDv7.self, Contradiction?.self, [UUIDv7].self)
        return HeedAnswer(rows.map { HeedAnswer.Outcome($0.0, $0.1, unheeded: $0.2) })
    }
}
