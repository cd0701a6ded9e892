internal import CatalogueDomain
internal import Delivery
internal import EligibilityEvents
internal import Eventing
internal import Postgres
internal import Runtime
internal import Vocabulary

extension CatalogueService {
    /// What places are designated as changes with the day.
    static let designationTurns = "designation.turn"

    /// `county.designated`: products say from the first day to the last that they come from a poor county, and how much of
    /// what is on sale comes from poor villages.
    func on(
        _ events: [Received<CountyDesignated>], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        let now = workbench.clock.now()
        let announced = events.map { Designation($0.body) }
        let latest = Dictionary(announced.map { ("\($0.code) \($0.firstDay)", $0) }) { $1 }.values
        let store = DesignationStore(transaction: transaction)
        try store.save(Array(latest))
        let traces = Dictionary(events.map { ($0.body.code, $0.envelope.trace) }) { $1 }.compactMapValues(\.self)
        let turns = latest.flatMap { designation in
            designation.turns.filter { $0 > now }.map {
                (subject: "\(designation.code) \(Day(of: $0))", due: $0, trace: traces[designation.code])
            }
        }
        try Deadlines.set(
            Self.designationTurns, Array(Dictionary(turns.map { ($0.subject, $0) }) { $1 }.values), in: transaction)
        let causes = Dictionary(events.map { ($0.body.code, StockCause.event($0.envelope)) }) { $1 }
        return try await trace(causes, at: now, in: transaction)
    }

    /// A day has begun on which some places are designated otherwise than on the day before.
    func onDesignationTurned(
        _ passed: [DeadlineHandlers.Passed], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        let causes = passed.compactMap { deadline in
            deadline.subject.split(separator: " ").first.flatMap { DivisionCode(String($0)) }
                .map { ($0, StockCause.clock(deadline.trace)) }
        }
        return try await trace(
            Dictionary(causes) { $1 }, at: workbench.clock.now(), in: transaction)
    }

    /// Traces the products that come from some places.
    private func trace(
        _ causes: [DivisionCode: StockCause], at now: Instant, in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        let touched = try await DesignationStore(transaction: transaction).products(from: causes.keys)
        return try await ProductTracing(transaction: transaction, now: now).trace(
            Dictionary(touched.compactMap { entry in causes[entry.place].map { (entry.product, $0) } }) { $1 })
    }
}

extension Designation {
    fileprivate init(_ announced: CountyDesignated) {
        self.init(
            code: announced.code, level: DesignationLevel(announced.level), firstDay: announced.from,
            lastDay: announced.to)
    }

    /// When it begins and when it ends.
    fileprivate var turns: [Instant] { [firstDay.start, lastDay?.end].compactMap(\.self) }
}

extension DesignationLevel {
    fileprivate init(_ level: CountyDesignated.Level) {
        self =
            switch level {
            case .national: .national
            case .provincial: .provincial
            case .poorVillage: .poorVillage
            case .none: .none
            }
    }
}
