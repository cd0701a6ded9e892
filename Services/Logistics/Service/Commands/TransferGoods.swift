public import Eventing
internal import LogisticsDomain
public import Postgres
public import Runtime
public import Vocabulary

/// Which vehicle takes the goods of another, and where both are.
public struct TransferRequest: Record {
    /// The run that takes them.
    public var toRun: UUIDv7
    /// Where the vehicle is that has them.
    public var position: Position
    /// Where the vehicle is that takes them.
    public var otherPosition: Position
    /// The goods; all that is on board if it is left out.
    public var consignments: [UUIDv7]?

    /// Makes a request.
    public init(toRun: UUIDv7, position: Position, otherPosition: Position, consignments: [UUIDv7]? = nil) {
        self.toRun = toRun
        self.position = position
        self.otherPosition = otherPosition
        self.consignments = consignments
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ request: Self?) throws(EventFault) {
        toRun = try fields.field("to_run", request?.toRun)
        position = try fields.field("position", request?.position)
        otherPosition = try fields.field("other_position", request?.otherPosition)
        consignments = try fields.optional("consignments", request?.consignments)
    }
}

extension LogisticsService {
    /// Goods change from a vehicle, as one that has broken down, to another that stands beside it. The run that takes
    /// them is to be planned anew, so that they find a stop. It is another driver's; the one that has them is its teller's own.
    public func transferGoods(
        of id: UUIDv7, _ request: TransferRequest, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<RunDetail> {
        let (from, meeting) = (try request.position.coordinate(), try request.otherPosition.coordinate())
        try await expect(run: id, reachedBy: context.caller, in: transaction)
        var desk = try await RunDesk(locking: [id, request.toRun], in: transaction)
        let (giving, taking) = (try desk.run(id), try desk.run(request.toRun))
        guard let vehicle = try await VehicleStore(transaction: transaction).load([taking.shift.vehicleID]).first
        else { throw StoreFault("run \(taking.id) has no vehicle") }
        let ids = request.consignments ?? giving.onBoard.keys.sorted()
        let loadings = try vehicle.stow(
            ids.compactMap { desk.goods[$0] }, beside: taking.onBoard, on: desk.goods)
        let act = Act(context)
        for consignment in ids where desk.goods.isOnBoard(consignment, of: id) {
            try desk.goods.take(.transfer, of: consignment, act) { (goods) throws(ConsignmentRefusal) in
                try goods.transfer(to: taking.id, from: from, meeting: meeting, at: context.now)
            }
        }
        try desk.take("hand-over", of: id, act) { (run) throws(RunRefusal) in
            try run.handOver(ids, at: context.now)
        }
        try desk.take("take-over", of: taking.id, act) { (run) throws(RunRefusal) in
            try run.takeOver(loadings, at: context.now)
        }
        try AuditTrail.record("transfer-goods", on: "\(id)", by: context, in: transaction)
        let events = try desk.save()
        // The other run is its own driver's to see.
        return Told(try await runDetail(id, in: transaction), events)
    }
}

extension Vehicle {
    /// Finds each consignment a compartment that keeps it and has room left, the largest first.
    fileprivate func stow(
        _ goods: [Consignment], beside aboard: [UUIDv7: Int32], on desk: ConsignmentDesk
    ) throws(Problem) -> [Loading] {
        var room = Dictionary(compartments.map { ($0.number, $0.capacity) }, uniquingKeysWith: { $1 })
        var left = capacity
        for (id, compartment) in aboard {
            let load = desk[id]?.load ?? .none
            left -= load
            room[compartment, default: .none] -= load
        }
        var loadings: [Loading] = []
        for consignment in goods.sorted(by: { $0.load.grams > $1.load.grams }) {
            let load = consignment.load
            let free = compartments.first { compartment in
                compartment.keeps(consignment.request.band)
                    && load.fits(in: room[compartment.number, default: .none])
            }
            guard let free, load.fits(in: left) else {
                throw Problem(
                    422, "no-room", "the other vehicle has no compartment for \(consignment.id); transfer less",
                    field: "consignments")
            }
            left -= load
            room[free.number, default: .none] -= load
            loadings.append(Loading(consignmentID: consignment.id, compartment: free.number))
        }
        return loadings
    }
}
