public import Delivery
public import Logging
public import Postgres

/// What a service works with: its database, its log of events, its clock.
public struct Workbench: Sendable {
    /// Connections to the service's schema.
    public let pool: PostgresPool
    /// Where the service tells what it did.
    public let log: EventLog
    /// What time it is for the rules.
    public let clock: DomainClock
    /// Where the service writes down what an operator should know.
    public let logger: Logger
    /// The keys of personal data; nil where none are named, and such data is neither kept nor read.
    let personalKeyRing: PersonalKeyRing?

    /// Joins what a service works with.
    public init(
        pool: PostgresPool, log: EventLog, clock: DomainClock, logger: Logger, personalKeys: PersonalKeyRing? = nil
    ) {
        self.pool = pool
        self.log = log
        self.clock = clock
        self.logger = logger
        personalKeyRing = personalKeys
    }

    /// The keys of personal data as they stand now. They are asked for anew for each command, so that they may change.
    /// - Throws: ``SettingsError`` when no file of keys is named, or the one that is has never been of use.
    public func personalKeys() throws(SettingsError) -> PersonalKeys {
        guard let personalKeyRing else { throw .missingPersonalKeys }
        return try personalKeyRing.keys()
    }

    /// How often a command that lost to another transaction is run anew before its caller is told.
    static let maximumConflicts = 5

    /// Runs a command in one transaction: what it returns to be told is appended to the log before the commit.
    ///
    /// A command that the database ends to break a deadlock, or since it could not be put in order with others, is run
    /// anew a few times. So it must do nothing beside its transaction.
    public func perform<Value>(
        _ command: (PostgresTransaction) async throws -> Told<Value>
    ) async throws -> Value {
        var conflicts = 0
        while true {
            do {
                return try await pool.withTransaction { transaction in
                    let told = try await command(transaction)
                    try log.append(told.events, in: transaction)
                    return told.value
                }
            } catch let error as PostgresError where error.isRetriable && conflicts < Self.maximumConflicts {
                conflicts += 1
            }
        }
    }
}

/// The outcome of a command: its answer, and the events that are to be told.
public struct Told<Value> {
    /// The answer to who gave the command.
    public var value: Value
    /// What the others are to hear.
    public var events: [PendingEvent]

    /// An answer and what is to be told.
    public init(_ value: Value, _ events: [PendingEvent] = []) {
        self.value = value
        self.events = events
    }
}

extension Told: Sendable where Value: Sendable {}
