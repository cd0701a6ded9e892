import LogisticsDomain
import Seeds
import Testing
import Vocabulary

@Suite("A driver's late command")
struct LateCommandTests {
    @Test("has no second effect when it comes again")
    func repeated() throws {
        var run = try RunSample.run(in: .underWay)
        let command = RunSample.command(1, stop: 1, minute: 60, .serve(loaded: RunSample.atFirst, unloaded: []))
        #expect(try run.heed(command).count == 1)
        let once = run
        #expect(try run.heed(command).isEmpty)
        #expect(run == once)
    }

    @Test("takes its place by its time, in whatever order commands come in", arguments: UInt64(1)...40)
    func anyOrder(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let commands = [
            RunSample.command(1, stop: 1, minute: 50, .arrive),
            RunSample.command(2, stop: 1, minute: 60, .serve(loaded: RunSample.atFirst, unloaded: [])),
            RunSample.command(3, stop: 2, minute: 80, .arrive),
            RunSample.command(4, stop: 2, minute: 90, .fail(.road)),
        ]
        var inOrder = try RunSample.run(in: .underWay)
        for command in commands { _ = try inOrder.heed(command) }
        var run = try RunSample.run(in: .underWay)
        for command in commands.shuffled(using: &random) { _ = try run.heed(command) }
        #expect(run == inOrder, "seed \(seed)")
        #expect(run.journal.map(\.command) == commands, "seed \(seed)")
    }

    @Test("counts after a breakdown if it was made before it, and not if after")
    func beforeBreakdown() throws {
        var run = try RunSample.run(in: .interrupted)
        let before = RunSample.command(1, stop: 1, minute: 60, .serve(loaded: RunSample.atFirst, unloaded: []))
        #expect(try run.heed(before).visit?.loaded.count == 2)
        #expect(run.onBoard.count == 2)
        let after = RunSample.command(2, stop: 2, minute: 200, .serve(loaded: RunSample.atSecond, unloaded: []))
        #expect(throws: RunRefusal.notInState(.interrupted)) { try run.heed(after) }
    }

    @Test("that contradicts how its stop was ended since is kept for the dispatcher without effect")
    func endedOtherwise() throws {
        var run = try RunSample.run(in: .underWay)
        _ = try run.heed(RunSample.command(1, stop: 1, minute: 60, .fail(.closed)))
        let late = RunSample.command(2, stop: 1, minute: 55, .serve(loaded: RunSample.atFirst, unloaded: []))
        #expect(try run.heed(late) == [.setAside(late, .stopEndedOtherwise)])
        #expect(run.onBoard.isEmpty)
        #expect(run.journal.first == JournalEntry(command: late, contradiction: .stopEndedOtherwise))
    }

    @Test("is refused if its stop was ended before it")
    func endedBefore() throws {
        var run = try RunSample.run(in: .underWay)
        _ = try run.heed(RunSample.command(1, stop: 1, minute: 60, .fail(.closed)))
        let second = RunSample.command(2, stop: 1, minute: 65, .fail(.closed))
        #expect(throws: RunRefusal.stopEnded(1)) { try run.heed(second) }
    }

    @Test("of a stop that was dropped since counts while its goods still wait for this run")
    func droppedStop() throws {
        var run = try withSecondStopMovedAway()
        let late = RunSample.command(1, stop: 2, minute: 40, .serve(loaded: RunSample.atSecond, unloaded: []))
        let visit = try run.heed(late).visit
        #expect(visit?.loaded.map(\.consignmentID) == RunSample.atSecond)
        #expect(run.onBoard.keys.sorted() == RunSample.atSecond)
        #expect(!run.awaited.contains(Sample.id(1002)))
        #expect(run.droppedStops.isEmpty)
    }

    @Test("of a stop that was dropped since is set aside if its goods were given to another run")
    func goodsElsewhere() throws {
        var run = try withSecondStopMovedAway(keepingItsGoods: false)
        let late = RunSample.command(1, stop: 2, minute: 40, .serve(loaded: RunSample.atSecond, unloaded: []))
        #expect(try run.heed(late) == [.setAside(late, .goodsPlannedElsewhere)])
        #expect(run.onBoard.isEmpty)
    }

    @Test("of a stop that was dropped before it is refused")
    func droppedBefore() throws {
        var run = try withSecondStopMovedAway()
        let late = RunSample.command(1, stop: 2, minute: 46, .serve(loaded: RunSample.atSecond, unloaded: []))
        #expect(throws: RunRefusal.stopNotInPlan(2)) { try run.heed(late) }
    }

    @Test("is set aside once the run is over, and refused before it began")
    func overOrNotBegun() throws {
        var ended = try RunSample.run(in: .ended)
        let late = RunSample.command(9, stop: 1, minute: 55, .fail(.road))
        #expect(try ended.heed(late) == [.setAside(late, .runEnded)])
        var run = try RunSample.run(in: .underWay)
        #expect(throws: RunRefusal.beforeStart) { try run.heed(RunSample.command(1, stop: 1, minute: 5, .arrive)) }
    }

    @Test("is refused from another driver, for goods of another stop, and for goods not on board")
    func guards() throws {
        var run = try RunSample.run(in: .underWay)
        let stranger = DriverCommand(
            id: Sample.id(1), driverID: Sample.id(2), at: Sample.morning + .hours(1), stop: 1, act: .arrive)
        #expect(throws: RunRefusal.notTheDriver(Sample.id(2))) { try run.heed(stranger) }
        let foreign = RunSample.command(1, stop: 1, minute: 60, .serve(loaded: [Sample.id(1002)], unloaded: []))
        #expect(throws: RunRefusal.notToLoad(Sample.id(1002))) { try run.heed(foreign) }
        let absent = RunSample.command(2, stop: 3, minute: 60, .serve(loaded: [], unloaded: [Sample.id(1000)]))
        #expect(throws: RunRefusal.notOnBoard(Sample.id(1000))) { try run.heed(absent) }
        _ = try run.heed(RunSample.command(3, stop: 1, minute: 60, .arrive))
        let early = RunSample.command(4, stop: 1, minute: 59, .fail(.absent))
        #expect(throws: RunRefusal.endsBeforeArrival(1)) { try run.heed(early) }
    }

    /// A run under way whose stop 2, at village 3, was replaced at minute 45 by one at village 4, with its goods or
    /// not.
    private func withSecondStopMovedAway(keepingItsGoods: Bool = true) throws -> Run {
        var run = try RunSample.run(in: .underWay)
        var instance = RunSample.instance()
        instance.addPlace(4, at: Sample.point(east: 12_500, north: -3000))
        instance.requests.removeAll { $0.consignmentID == Sample.id(1002) }
        instance.addRequest(keepingItsGoods ? 1002 : 1003, from: 4)
        instance.vehicles = []
        instance.addVehicle(50, progress: run.progress(at: Sample.luodian, freeFrom: Sample.morning + .hours(1)))
        _ = try run.replan(RunSample.checked(instance), under: RunSample.lease, at: Sample.morning + .minutes(45))
        return run
    }
}
