import Delivery

/// What was found after an act.
struct Findings: Sendable, Equatable {
    /// How many orders were answered with 201 during the act.
    var accepted = 0
    /// Those of them that have not come to an end, with where they stand.
    var open: [String: String] = [:]
    /// Answers that refuse an order, by status.
    var refused: [Int: Int] = [:]
    /// How many orders were never answered.
    var unanswered = 0
    /// How many orders there are more than were ever accepted or may have been.
    var surplus = 0
    /// What took effect twice.
    var doubles: [String] = []
    /// How many events are parked.
    var parked = 0
    /// What the audit of all services found; empty when all is well.
    var audit: [String] = []
    /// How many orders were accepted while the trouble lasted, and how many were due; nil where none need be accepted.
    var meanwhile: Meanwhile?
    /// How long it took from the end of the act until all had come to an end or were given up, in seconds.
    var recovery = 0.0

    /// What of the act had no effect, so that it proves nothing.
    var harmless: [String] = []

    /// Orders of the time of a trouble, and what of orders' events had left at its end.
    struct Meanwhile: Sendable, Equatable {
        /// What stands in the way of events.
        enum Barrier: Sendable { case broker, transaction }

        var barrier: Barrier
        var accepted: Int
        var due: Int
        /// How many events had not left.
        var waiting: Int
        /// How many had left ahead of an older transaction.
        var ahead = 0

        /// What of the trouble was not as it should be; nil if all was.
        fileprivate var fault: String? {
            switch barrier {
            case .broker where waiting * 2 < accepted:
                "the trouble held nothing up: \(waiting) events waited of \(accepted) orders"
            case .transaction where ahead < Relay.maximumAhead && ahead * 2 < accepted:
                "the transaction stood before nothing: \(ahead) events left ahead of it of \(accepted) orders"
            case .transaction where ahead < Relay.maximumAhead && waiting * 2 > accepted:
                "\(waiting) events waited for a transaction, though only \(ahead) had left ahead of it"
            default: nil
            }
        }
    }

    /// Within how many seconds of the act's end all must have come to an end.
    static let limit = 60.0

    /// How many effects there are too many.
    var doubled: Int { doubles.count + surplus }

    /// What is wrong, in words; empty when the promise was kept.
    var faults: [String] {
        var faults: [String] = []
        if accepted == 0 { faults.append("no order was accepted") }
        if !open.isEmpty {
            let named = open.sorted { $0.key < $1.key }.prefix(20).map { "\($0.key) is \($0.value)" }
            faults.append("\(open.count) accepted orders came to no end: \(named.joined(separator: ", "))")
        }
        if open.isEmpty, recovery > Self.limit {
            faults.append("all had come to an end after \(Int(recovery.rounded())) s, later than \(Int(Self.limit)) s")
        }
        if !refused.isEmpty {
            let named = refused.sorted { $0.key < $1.key }.map { "\($0.value) with \($0.key)" }
            faults.append("orders were refused: \(named.joined(separator: ", "))")
        }
        if unanswered > 0 {
            faults.append("\(unanswered) orders were not answered, though they were sent again and again")
        }
        if surplus > 0 { faults.append("there are \(surplus) orders that nobody was told of") }
        if !doubles.isEmpty { faults.append("twice: \(doubles.prefix(20).joined(separator: ", "))") }
        if parked > 0 { faults.append("\(parked) events are parked: see SERVICE events parked list") }
        if let meanwhile, meanwhile.accepted * 2 < meanwhile.due {
            faults.append(
                "only \(meanwhile.accepted) of \(meanwhile.due) orders were accepted while the trouble lasted")
        }
        if let fault = meanwhile?.fault { faults.append(fault) }
        return faults + harmless + audit
    }
}
