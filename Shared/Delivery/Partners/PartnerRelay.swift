public import AMQP
public import Eventing
public import Logging
public import Postgres
internal import Vocabulary

/// Tells partners of a service's log, each at its own pace: what its edition says, in order, each event at least once, and
/// a repetition with the same id and version.
///
/// It follows the log beside the ``Relay``, but only up to the fence, with a place of its own for each partner; so a partner that
/// is registered late is told from where the log begins, and one whose queue is away holds up no other. It is a
/// ``SoleWork``. Of two that overlap for a moment, the second to keep a page finds that it was kept.
public final class PartnerRelay: Sendable {
    private let service: String
    private let database: PostgresConfiguration
    private let publisher: AMQPPublisher
    private let editions: [String: PartnerEdition]
    private let logger: Logger

    /// How often the log is looked at for partners.
    static let pollInterval = Duration.milliseconds(250)
    /// How often it is looked whether there is a partner.
    static let registerInterval = Duration.seconds(1)

    /// Makes a relay; ``run()`` starts it.
    /// - Parameters:
    ///   - service: whose log it is; its schema is the one of `database`.
    ///   - facts: all that it tells.
    public init(
        service: String, database: PostgresConfiguration, publisher: AMQPPublisher, facts: [any Event.Type],
        logger: Logger
    ) {
        self.service = service
        self.database = database
        self.publisher = publisher
        var editions: [String: PartnerEdition] = [:]
        for fact in facts { editions[fact.type.name] = fact.partnerEdition }
        self.editions = editions
        self.logger = logger
    }

    /// Runs until the task is cancelled, which may happen at any point. Outages are waited out. A service that has nothing
    /// for partners does nothing.
    public func run() async {
        guard !editions.isEmpty else { return }
        var backoff = Backoff()
        var outage = OutageReport()
        while !Task.isCancelled {
            do {
                try await follow {
                    backoff.reset()
                    _ = outage.recovered(at: .now)
                }
            } catch {
                if Task.isCancelled { return }
                if outage.failed(at: .now) != nil {
                    logger.warning("partners are not told", metadata: ["reason": "\(error)"])
                }
                try? await Task.sleep(for: backoff.next())
            }
        }
    }

    /// Follows the log until something fails.
    private func follow(onProgress: () -> Void) async throws {
        let session = try await LogReader.connect(database)
        do {
            try await follow(PartnerLedger(session: session), onProgress: onProgress)
        } catch {
            await session.close()
            throw error
        }
        await session.close()
    }

    private func follow(_ ledger: PartnerLedger, onProgress: () -> Void) async throws {
        var holds: [UUIDv7: PartnerHold] = [:]
        while !Task.isCancelled {
            let partners = try await ledger.partners()
            var hasMore = false
            for partner in partners where holds[partner.id]?.isOver(at: .now) ?? true {
                do {
                    if try await tellPage(to: partner, ledger) { hasMore = true }
                    holds[partner.id] = nil
                } catch let error where Self.isOfOnePartner(error) {
                    hold(partner, &holds, because: error)
                }
            }
            onProgress()
            if !hasMore { try await Task.sleep(for: partners.isEmpty ? Self.registerInterval : Self.pollInterval) }
        }
    }

    /// Whether others may be told though one cannot be: its queue is away, another instance tells it, or it is to hear what its
    /// edition cannot say.
    private static func isOfOnePartner(_ error: any Error) -> Bool {
        switch error {
        case is PostgresError, is CancellationError, DeliveryError.notMigrated: false
        default: true
        }
    }

    /// Lets a partner be for a while.
    private func hold(_ partner: RegisteredPartner, _ holds: inout [UUIDv7: PartnerHold], because error: any Error) {
        var hold = holds[partner.id] ?? PartnerHold()
        if hold.failed(at: .now) {
            logger.warning("a partner is not told", metadata: ["partner": "\(partner.name)", "reason": "\(error)"])
        }
        holds[partner.id] = hold
    }

    /// Tells a partner the next page.
    /// - Returns: whether there is more behind it. What has come since can wait: a page costs the same, however little it has.
    func tellPage(to partner: RegisteredPartner, _ ledger: PartnerLedger) async throws -> Bool {
        var cursor = partner.cursor
        let reader = LogReader(session: ledger.session, service: service)
        guard case .page(let page) = try await reader.nextPage(at: &cursor) else { return false }
        let (selection, versions) = try await ledger.prepare(page, for: partner, editions)
        let round = try RelayRound(selection.events, toPartner: partner.name)
        for wave in round.waves { try await publisher.deliver(wave) }
        cursor.advance(past: page)
        try await ledger.keep(selection, versions, for: partner, upTo: cursor)
        return !page.isLast
    }
}

/// How long a partner is let be that could not be told.
private struct PartnerHold {
    private var backoff = Backoff()
    private var outage = OutageReport()
    private var end = ContinuousClock.now

    func isOver(at now: ContinuousClock.Instant) -> Bool { end <= now }

    /// Notes a failure, and says whether it is to be told of.
    mutating func failed(at now: ContinuousClock.Instant) -> Bool {
        end = now + backoff.next()
        return outage.failed(at: now) != nil
    }
}
