public import ArgumentParser
public import Delivery
public import Eventing

extension EventSource: ExpressibleByArgument {
    /// Reads `/throughtrain/orders/order`.
    public init?(argument: String) { self.init(argument) }
}

extension ParkingCause: ExpressibleByArgument {}

/// Which parked events are meant.
public struct ParkedCriteriaOptions: ParsableArguments {
    @Option(help: "Only those that wait for this cause.")
    var cause: ParkingCause?

    @Option(help: "Only those of this source, such as /throughtrain/orders/order.")
    var source: EventSource?

    @Option(help: "Only those of this aggregate, by its id.")
    var subject: String?

    @Option(help: "Only those of this type, such as orders.order.placed.v1.")
    var type: String?

    /// Makes the options.
    public init() {}

    func criteria(numbers: [Int64] = []) -> ParkedCriteria {
        ParkedCriteria(numbers: numbers, cause: cause, source: source, subject: subject, type: type?.asFullEventType)
    }
}

/// Which parked events something is to become of: named one by one, or meant by conditions.
public struct ParkedSelectionOptions: ParsableArguments {
    @Argument(help: "The events' numbers, as `events parked list` shows them.")
    var numbers: [Int64] = []

    @OptionGroup var options: ParkedCriteriaOptions

    @Flag(help: "All that is parked, as far as it can be.")
    var all = false

    /// Makes the options.
    public init() {}

    var criteria: ParkedCriteria { options.criteria(numbers: numbers) }

    /// Whether anything was said at all.
    var isGiven: Bool { all || !criteria.isEmpty }

    /// Refuses to mean everything by an oversight.
    public func validate() throws {
        if all, !criteria.isEmpty { throw ValidationError("--all goes with no number and no other condition") }
        if numbers.count > 1000 { throw ValidationError("name at most 1000 numbers; use conditions for more") }
    }

    func expectGiven() throws {
        guard isGiven else {
            throw ValidationError("say which events: their numbers, conditions such as --cause failed, or --all")
        }
    }
}
