import LogisticsDomain
import Testing
import Vocabulary

@Suite("A consignment's state table")
struct ConsignmentStateTests {
    /// Every row of the table: where a command leads to. What is missing here must be refused.
    private static let rows: [ConsignmentCommand: [ConsignmentState: ConsignmentState]] = [
        .plan: [.accepted: .planned, .planned: .planned, .atHub: .atHub],
        .release: [.planned: .accepted, .atHub: .atHub],
        .withdraw: [
            .accepted: .withdrawn, .planned: .withdrawn, .onBoard: .onBoard, .atHub: .atHub, .waiting: .waiting,
            .delivered: .delivered,
        ],
        .withdrawPart: [
            .accepted: .accepted, .planned: .planned, .onBoard: .onBoard, .atHub: .atHub, .waiting: .waiting,
            .delivered: .delivered,
        ],
        .collect: [.planned: .onBoard],
        .failCollection: [.planned: .accepted],
        .failCollectionSpoiled: [.planned: .failed],
        .receive: [.onBoard: .atHub],
        .load: [.atHub: .onBoard],
        .transfer: [.onBoard: .onBoard],
        .arrive: [.onBoard: .waiting],
        .pickUp: [.waiting: .delivered],
        .pickUpWithWrongCode: [.waiting: .waiting],
        .expirePickUp: [.waiting: .failed],
        .deliver: [.onBoard: .delivered],
        .deliverAllRefused: [.onBoard: .failed],
        .failDelivery: [.onBoard: .atHub],
        .failDeliveryLost: [.onBoard: .failed],
        .condemnPart: [.onBoard: .onBoard, .atHub: .atHub, .waiting: .waiting],
        .condemnAll: [.onBoard: .failed, .atHub: .failed, .waiting: .failed],
    ]

    @Test("allows exactly its rows", arguments: ConsignmentState.allCases, ConsignmentCommand.allCases)
    func row(state: ConsignmentState, command: ConsignmentCommand) throws {
        var consignment = ConsignmentSample.consignment(in: state, to: command.destination)
        let before = consignment
        if let target = Self.rows[command]?[state] {
            _ = try command.give(to: &consignment)
            #expect(consignment.state == target)
        } else {
            #expect(throws: ConsignmentRefusal.notInState(state)) { try command.give(to: &consignment) }
            #expect(consignment == before)
        }
    }

    @Test(
        "leaves a collected consignment as it is when the order asks for it back",
        arguments: [
            ConsignmentState.onBoard, .atHub, .waiting, .delivered,
        ])
    func withdrawnTooLate(state: ConsignmentState) throws {
        var consignment = ConsignmentSample.consignment(in: state)
        #expect(try consignment.withdraw(nil, at: Sample.morning).isEmpty)
        #expect(consignment == ConsignmentSample.consignment(in: state))
    }
}

/// The commands of the table, each with arguments that its guards let pass.
enum ConsignmentCommand: CaseIterable {
    case plan, release, withdraw, withdrawPart, collect, failCollection, failCollectionSpoiled, receive, load, transfer
    case arrive, pickUp, pickUpWithWrongCode, expirePickUp, deliver, deliverAllRefused, failDelivery, failDeliveryLost
    case condemnPart, condemnAll

    var destination: DestinationKind {
        switch self {
        case .arrive, .pickUp, .pickUpWithWrongCode, .expirePickUp: .station
        default: .address
        }
    }

    func give(to consignment: inout Consignment) throws -> [ConsignmentFact] {
        typealias Its = ConsignmentSample
        let now = Sample.morning + .hours(30)
        switch self {
        case .plan: return try consignment.plan(on: Its.run)
        case .release: return try consignment.release(from: Its.run)
        case .withdraw: return try consignment.withdraw(nil, at: now)
        case .withdrawPart: return try consignment.withdraw([Its.first: 500], at: now)
        case .collect:
            let visit = try Its.visit(to: Its.village, loads: true)
            return try consignment.collect(Its.collectedWhole, at: visit, proof: Its.digest("f0"))
        case .failCollection, .failCollectionSpoiled:
            let visit = try Its.visit(to: Its.village, loads: true, done: false)
            return try consignment.failCollection(self == .failCollection ? .closed : .spoiled, at: visit)
        case .receive: return try consignment.receive(at: Its.hubSite, Its.countedWhole, at: now)
        case .load: return try consignment.load(at: Its.visit(to: Its.hub, loads: true))
        case .transfer:
            return try consignment.transfer(
                to: Sample.id(901), from: Sample.luodian, meeting: Sample.luodian, at: now)
        case .arrive:
            let visit = try Its.visit(to: Its.pickUpStation, unloads: true)
            return try consignment.arrive(at: visit, codeDigest: Its.code)
        case .pickUp: return try consignment.pickUp(presenting: Its.code, at: now)
        case .pickUpWithWrongCode: return try consignment.pickUp(presenting: Its.digest("bad"), at: now)
        case .expirePickUp: return try consignment.expirePickUp(at: now)
        case .deliver:
            let visit = try Its.visit(to: Its.door, unloads: true)
            return try consignment.deliver(Its.handedWhole, at: visit, proof: Its.photo)
        case .deliverAllRefused:
            let refused = Its.handedWhole.map {
                Handed(allocationID: $0.allocationID, delivered: 0, refused: $0.delivered, reason: .unwanted)
            }
            let visit = try Its.visit(to: Its.door, unloads: true, done: false)
            return try consignment.deliver(refused, at: visit, proof: Its.photo)
        case .failDelivery, .failDeliveryLost:
            let visit = try Its.visit(to: Its.door, unloads: true, done: false)
            return try consignment.failDelivery(self == .failDelivery ? .absent : .lost, at: visit)
        case .condemnPart: return try consignment.condemn([Its.first: 1500], by: Sample.id(80), at: now)
        case .condemnAll:
            return try consignment.condemn([Its.first: 4000, Its.second: 1000], by: Sample.id(80), at: now)
        }
    }
}
