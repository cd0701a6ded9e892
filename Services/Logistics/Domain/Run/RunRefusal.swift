public import Vocabulary

/// Why a command to a run is refused.
public enum RunRefusal: Error, Sendable, Equatable {
    /// It is in this state, which has no such command.
    case notInState(RunState)
    /// Nobody holds the county's planning lease, or it has run out.
    case leaseMissing(DivisionCode)
    /// The plan is one for another shift.
    case planOfAnotherShift(UUIDv7)
    /// The plan was made before something that has been done since.
    case planIsStale(Int32)
    /// The plan has no stops.
    case nothingToDo
    /// Somebody else gives the driver's commands.
    case notTheDriver(UUIDv7)
    /// The driver is on another run.
    case driverNotFree(on: UUIDv7)
    /// The vehicle is on another run.
    case vehicleNotFree(on: UUIDv7)
    /// The vehicle is not the shift's.
    case wrongVehicle(UUIDv7)
    /// A compartment that is held at a temperature has no reading.
    case compartmentUnread(Int32)
    /// A compartment is warmer or colder than it is held at, in tenths of a degree Celsius.
    case compartmentOutOfBand(Int32, temperature: Int32)
    /// A stop that is in no plan in force at the command's time.
    case stopNotInPlan(Int32)
    /// A stop that has ended.
    case stopEnded(Int32)
    /// A stop where the vehicle is already.
    case alreadyThere(Int32)
    /// A stop that would end before the vehicle got there.
    case endsBeforeArrival(Int32)
    /// A command dated before the run began.
    case beforeStart
    /// A consignment that this stop does not load.
    case notToLoad(UUIDv7)
    /// A consignment that this stop does not unload.
    case notToUnload(UUIDv7)
    /// A consignment that is not on board.
    case notOnBoard(UUIDv7)
    /// Stops that are neither served nor failed.
    case stopsOpen([Int32])
    /// Goods that are still on board.
    case goodsOnBoard([UUIDv7])
}

extension RunRefusal: CustomStringConvertible {
    /// The rule's name for machines.
    public var code: String {
        switch self {
        case .notInState: "not-in-state"
        case .leaseMissing: "lease-missing"
        case .planOfAnotherShift: "plan-of-another-shift"
        case .planIsStale: "plan-is-stale"
        case .nothingToDo: "nothing-to-do"
        case .notTheDriver: "not-the-driver"
        case .driverNotFree: "driver-not-free"
        case .vehicleNotFree: "vehicle-not-free"
        case .wrongVehicle: "wrong-vehicle"
        case .compartmentUnread: "compartment-unread"
        case .compartmentOutOfBand: "compartment-out-of-band"
        case .stopNotInPlan: "stop-not-in-plan"
        case .stopEnded: "stop-ended"
        case .alreadyThere: "already-there"
        case .endsBeforeArrival: "ends-before-arrival"
        case .beforeStart: "before-start"
        case .notToLoad: "not-to-load"
        case .notToUnload: "not-to-unload"
        case .notOnBoard: "not-on-board"
        case .stopsOpen: "stops-open"
        case .goodsOnBoard: "goods-on-board"
        }
    }

    /// A sentence that says what to do.
    public var description: String {
        switch self {
        case .notInState(let state): "The run is \(state.rawValue), where this cannot be done; look at it again."
        case .leaseMissing(let county): "Take the planning lease of county \(county) before planning."
        case .planOfAnotherShift(let shift): "The plan is for shift \(shift); give it to that shift's run."
        case .planIsStale(let plan): "Plan \(plan) has gone on since; plan again from where the run is now."
        case .nothingToDo: "A run needs a stop; plan again when there is something to carry."
        case .notTheDriver: "Only the driver of this run's shift can say this; change the shift first."
        case .driverNotFree(let run): "The driver is on run \(run); end it first."
        case .vehicleNotFree(let run): "The vehicle is on run \(run); end it first."
        case .wrongVehicle(let vehicle): "The shift drives vehicle \(vehicle); start with that one."
        case .compartmentUnread(let number): "Read the temperature of compartment \(number) before setting out."
        case .compartmentOutOfBand(let number, let temperature):
            "Compartment \(number) is at \(temperature) tenths of a degree; bring it into its band before setting out."
        case .stopNotInPlan(let number): "Stop \(number) is in no plan in force at that time; fetch the plan again."
        case .stopEnded(let number): "Stop \(number) was ended before that time; nothing is left to do there."
        case .alreadyThere(let number): "The vehicle is at stop \(number) already; serve it."
        case .endsBeforeArrival(let number): "Stop \(number) cannot end before the vehicle got there; correct the time."
        case .beforeStart: "The run had not begun at that time; correct the time."
        case .notToLoad(let id): "Consignment \(id) is not to be loaded here; leave it."
        case .notToUnload(let id): "Consignment \(id) is not to be unloaded here; keep it on board."
        case .notOnBoard(let id): "Consignment \(id) is not on board at that time; send first where it was loaded."
        case .stopsOpen(let numbers): "Serve or fail the open stops first: \(listing(numbers))."
        case .goodsOnBoard(let ids): "Hand the goods on board to a hub first: \(listing(ids))."
        }
    }
}

private func listing(_ values: [some CustomStringConvertible]) -> String {
    values.map(\.description).joined(separator: ", ")
}
