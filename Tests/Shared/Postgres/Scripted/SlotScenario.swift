import Seeds

@testable import Postgres

/// Tasks that reserve slots, wait at them early or late and are cancelled, before a peer that replies or is lost.
struct SlotScenario: Scenario {
    private enum Outcome: Equatable {
        case reply
        case lost
        case cancelled
    }

    private struct Reservation {
        var slot = SlotState<Outcome, Int>()
        /// The first outcome that was given.
        var first: Outcome?
        /// The task that is suspended, if one is.
        var suspended: Int?
        /// The tasks that went on, and with what.
        var told: [Int: Outcome] = [:]
        var isCancelled = false
        /// How often the connection was told that its task gave up.
        var abandonments = 0
    }

    private var reservations: [Reservation] = []
    private var lastTask = 0

    init(_ script: inout Script) {}

    mutating func step(_ script: inout Script) throws {
        let index = script.below(reservations.count)
        switch script.below(8) {
        case 0, 1:
            reservations.append(Reservation())
            script.write("slot \(reservations.count - 1) is reserved")
        case _ where reservations.isEmpty: break
        case 2, 3, 4: try wait(at: index, &script)
        case 5, 6: try settle(index, .reply, &script)
        default: try cancel(index, &script)
        }
    }

    mutating func crash(_ script: inout Script) throws {
        script.write("the connection is lost")
        for index in reservations.indices { try settle(index, .lost, &script) }
    }

    mutating func settle(_ script: inout Script) throws {
        try crash(&script)
        for index in reservations.indices {
            try wait(at: index, &script)
            try demand(reservations[index].suspended == nil, "someone waits at slot \(index) for ever")
        }
    }

    func check() throws {
        for (index, reservation) in reservations.enumerated() {
            try demand(
                reservation.told.values.allSatisfy { $0 == reservation.first },
                "\(reservation.told) at slot \(index), whose outcome is \(String(describing: reservation.first))")
            try demand(
                reservation.first == nil || reservation.suspended == nil,
                "someone waits at slot \(index), which is settled")
            try demand(
                reservation.abandonments == (reservation.first == .cancelled ? 1 : 0),
                "slot \(index) was given up \(reservation.abandonments) times")
        }
    }

    private mutating func wait(at index: Int, _ script: inout Script) throws {
        lastTask += 1
        script.write("task \(lastTask) waits at slot \(index)")
        switch reservations[index].slot.wait(lastTask) {
        case .suspended:
            try demand(reservations[index].suspended == nil, "two tasks wait at slot \(index)")
            reservations[index].suspended = lastTask
        case .outcome(let outcome): reservations[index].told[lastTask] = outcome
        case .occupied: try demand(reservations[index].suspended != nil, "slot \(index) is taken by nobody")
        }
    }

    private mutating func cancel(_ index: Int, _ script: inout Script) throws {
        // A task is cancelled once, and may be before it waits.
        guard !reservations[index].isCancelled else { return }
        reservations[index].isCancelled = true
        if try settle(index, .cancelled, &script) { reservations[index].abandonments += 1 }
    }

    @discardableResult
    private mutating func settle(_ index: Int, _ outcome: Outcome, _ script: inout Script) throws -> Bool {
        script.write("slot \(index): \(outcome)")
        let isFirst = reservations[index].first == nil
        if isFirst { reservations[index].first = outcome }
        switch reservations[index].slot.settle(outcome) {
        case .tooLate:
            try demand(!isFirst, "the first outcome of slot \(index) is refused")
            return false
        case .kept: try demand(reservations[index].suspended == nil, "the one who waits at slot \(index) is forgotten")
        case .resume(let task):
            try demand(reservations[index].suspended == task, "\(task) goes on and did not wait")
            reservations[index].suspended = nil
            reservations[index].told[task] = outcome
        }
        try demand(isFirst, "slot \(index) has a second outcome")
        return true
    }
}
