import Testing

@testable import Chaos

@Suite("What acts do, and when")
struct ScheduleTests {
    private func schedule(_ act: Act, seed: UInt64 = 1, _ scale: ChaosScale = .usual) -> Schedule {
        Schedule(of: act, seed: seed, scale: scale)
    }

    @Test("services are killed 60 times, PostgreSQL and RabbitMQ five times each")
    func numbers() {
        let deeds = Act.allCases.flatMap { schedule($0).deeds.map(\.deed) }
        var kills: [String: Int] = [:]
        for case .kill(let service, _) in deeds { kills[service, default: 0] += 1 }
        #expect(kills.values.reduce(0, +) == 60)
        #expect(Set(kills.keys) == ["catalogue", "orders", "eligibility", "logistics", "livestream"])
        #expect(Set(kills.values) == [12])
        #expect(schedule(.killBroker).deeds.map(\.deed) == Array(repeating: .killBroker, count: 5))
        #expect(schedule(.crashDatabase).deeds.map(\.deed) == Array(repeating: .crashDatabase, count: 5))
        #expect(deeds.filter { $0 == .killLeader }.count == 2)
    }

    @Test("the same seed draws the same, another one draws otherwise", arguments: Act.allCases)
    func repeatable(act: Act) {
        #expect(schedule(act, seed: 7) == schedule(act, seed: 7))
        if act.killedService != nil { #expect(schedule(act, seed: 7) != schedule(act, seed: 8)) }
    }

    @Test("the acts of one seed do not draw the same")
    func apart() {
        let moments = [Act.killOrders, .killCatalogue, .killLogistics].map { schedule($0).deeds.map(\.due) }
        #expect(Set(moments).count == 3)
    }

    @Test("what is due comes in order, after orders have begun to come", arguments: Act.allCases)
    func order(act: Act) {
        for scale in [ChaosScale.usual, .brief] {
            let due = schedule(act, scale).deeds.map(\.due)
            #expect(!due.isEmpty)
            #expect(due == due.sorted())
            #expect(due.first ?? 0 >= scale.calm)
        }
    }

    @Test(
        "every trouble is ended by its own act",
        arguments: [
            (Act.brokerOutage, Deed.takeBrokerAway, Deed.bringBrokerBack, 60_000),
            (.memoryAlarm, .raiseAlarm, .endAlarm, 25_000),
            (.longTransaction, .openTransaction, .endTransaction, 25_000),
            (.fullVolume, .fillVolume, .freeVolume, 25_000),
            (.freezeService, .freeze(service: "orders"), .thaw, 40_000),
        ])
    func troubles(act: Act, beginning: Deed, end: Deed, length: Int) throws {
        let deeds = schedule(act).deeds
        let first = try #require(deeds.first { $0.deed == beginning })
        let last = try #require(deeds.first { $0.deed == end })
        #expect(last.due - first.due == length)
    }

    @Test("a service stands still for longer than two heartbeats of ten seconds")
    func silence() {
        #expect(ChaosScale.usual.freeze > 20_000)
        #expect(schedule(.freezeService).deeds.count == 2 * ChaosScale.usual.frozenServices)
    }
}
