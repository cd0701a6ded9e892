import Testing

@testable import Accounting
@testable import Bench

@Suite("Under which conditions a run took place")
struct ConditionsTests {
    private func conditions(busy: Double, stolen: Double = 0, used: Int, driver: Double = 0) -> Conditions {
        Conditions(
            run: "batch.1", seconds: 10, loadAverage: 2, busy: busy, stolen: stolen,
            own: ProcessorUse([.init(program: "orders", milliseconds: used)], driver: driver))
    }

    @Test("what the machine worked and the bench did not use was used by others")
    func others() {
        #expect(conditions(busy: 15, used: 9_000, driver: 2_000).otherCores == 0.4)
        #expect(conditions(busy: 9, used: 9_010).otherCores == 0)
        #expect(conditions(busy: 9, stolen: 5, used: 9_000).stolenCores == 0.5)
    }

    @Test(
        "a run is quiet as long as others and the host together had no more than 0.2 cores",
        arguments: [(11.0, 0.0, true), (12.0, 0.0, true), (12.1, 0.0, false), (11.0, 1.5, false)])
    func quiet(busy: Double, stolen: Double, isQuiet: Bool) {
        #expect(conditions(busy: busy, stolen: stolen, used: 10_000).isQuiet == isQuiet)
    }

    @Test("services are summed up; servers and the driver are apart")
    func use() {
        let use = ProcessorUse(
            [
                .init(program: "orders", milliseconds: 10), .init(program: "orders-2", milliseconds: 20),
                .init(program: "postgres", milliseconds: 30), .init(program: "rabbitmq", milliseconds: 40),
            ], driver: 500)
        #expect(use.services == 30)
        #expect(use.postgres == 30)
        #expect(use.rabbitmq == 40)
        #expect(use.total == 100)
    }

    @Test("the machine's time is worked time and stolen time, not time that it waited")
    func machine() throws {
        let text = "cpu  100 20 300 9000 800 4 6 50 0 0\ncpu0 1 2 3 4 5 6 7 8 9 10\n"
        let time = try #require(MachineTime(text, ticksPerSecond: 100))
        #expect(time == MachineTime(busySeconds: 4.3, stolenSeconds: 0.5))
        #expect(MachineTime("intr 5\n", ticksPerSecond: 100) == nil)
    }

    @Test("private memory is what no file backs")
    func memory() {
        let status = "Name:\torders\nVmRSS:\t   90000 kB\nRssAnon:\t   20480 kB\nRssFile:\t   69520 kB\n"
        #expect(PrivateMemory.kilobytes(inStatus: status) == 20480)
        #expect(PrivateMemory.kilobytes(inStatus: "Name:\tkthreadd\n") == nil)
    }
}
