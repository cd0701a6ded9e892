/// Why nothing can become of parked events as it was asked.
public enum ReplayRefusal: Error, Sendable, Equatable, CustomStringConvertible {
    /// No parked event is meant.
    case nothingSelected(String)
    /// More events are meant than one plan takes.
    case tooMany(limit: Int)
    /// There is no such parked event.
    case noSuchEvent(Int64)
    /// What was asked cannot become of some events; each with the reason.
    case unfit([LeftOut])
    /// A reason must be given.
    case reasonMissing
    /// The corrected data is not what the event's handlers can read.
    case wrongCorrection(String)
    /// There is no such plan.
    case noSuchPlan(Int64)
    /// The plan does not wait for anybody's decision, or to be run.
    case wrongState(plan: Int64, PlanState)
    /// Who proposed may not approve.
    case samePerson(plan: Int64, String)

    /// An event that a plan does not take in.
    public struct LeftOut: Sendable, Equatable, CustomStringConvertible {
        /// Its number.
        public let event: Int64
        /// Why, and what to do instead.
        public let why: String

        /// `event 4: …`
        public var description: String { "event \(event): \(why)" }
    }

    /// What is wrong, and what to do.
    public var description: String {
        switch self {
        case .nothingSelected(let criteria):
            "no parked event is meant by \(criteria); `events parked list` shows what waits"
        case .tooMany(let limit): "more than \(limit) events are meant; narrow the selection"
        case .noSuchEvent(let number):
            "no event \(number) is parked; it may have been settled: `events parked list` shows what waits"
        case .unfit(let events): events.map(\.description).joined(separator: "\n")
        case .reasonMissing: "what is proposed for parked events needs a reason: give --reason"
        case .wrongCorrection(let fault): "the corrected event cannot be handled: \(fault); mend the file"
        case .noSuchPlan(let number):
            "there is no plan \(number); one that is not proposed within a day is forgotten. `events parked plans` lists them"
        case .wrongState(let plan, let state):
            switch state {
            case .planned:
                "plan \(plan) was only rehearsed; propose it: `events parked replay --plan \(plan) --actor … --reason …`"
            case .proposed: "plan \(plan) waits for a second person: `events parked approve \(plan) --actor …`"
            case .refused, .running, .stopped, .done:
                "plan \(plan) is \(state.rawValue); `events parked plans \(plan)` shows what came of it"
            }
        case .samePerson(let plan, let actor):
            "\(actor) proposed plan \(plan); somebody else must approve it: give another --actor"
        }
    }
}
