import Glibc
import Testing

@testable import Runtime

@Suite("Metrics of the process", .serialized)
struct ProcessMetricsTests {
    let registry: PrometheusRegistry

    init() {
        registry = PrometheusRegistry()
        registry.addProcessMetrics()
    }

    func value(_ name: String) throws -> Double {
        try #require(try ExpositionGrammar(registry.render()).values[name])
    }

    @Test("tell a memory between what a Swift program needs and what the machine has")
    func memory() throws {
        let machine = Double(sysconf(Int32(_SC_PHYS_PAGES))) * Double(sysconf(Int32(_SC_PAGESIZE)))
        #expect(1_000_000..<machine ~= (try value("process_resident_memory_bytes")))
    }

    @Test("count CPU time as it is spent")
    func cpu() throws {
        let before = try value("process_cpu_seconds_total")
        // Twice the kernel's tick of 10 ms, so that the count must have moved.
        let target = now(CLOCK_PROCESS_CPUTIME_ID) + 0.02
        while now(CLOCK_PROCESS_CPUTIME_ID) < target {}
        let after = try value("process_cpu_seconds_total")
        #expect(after > before)
        #expect(after < now(CLOCK_PROCESS_CPUTIME_ID) + 0.02)
    }

    @Test("count a descriptor that is opened and closed")
    func descriptors() throws {
        let opened = (0..<200).map { _ in open("/dev/null", O_RDONLY | O_CLOEXEC) }
        let during = try value("process_open_fds")
        opened.forEach { close($0) }
        let after = try value("process_open_fds")
        // Other tests of the same process may open some of their own meanwhile.
        #expect(100..<300 ~= during - after)
        #expect(during < (try value("process_max_fds")))
    }

    @Test("tell a start after the machine's and before now, the same at every scrape")
    func start() throws {
        let boot = try #require(Procfs.bootTime())
        let start = try value("process_start_time_seconds")
        // The kernel tells when the machine started in whole seconds.
        #expect(Double(boot)...(now(CLOCK_REALTIME) + 1) ~= start)
        #expect(now(CLOCK_REALTIME) - start < 3_600)
        #expect(try value("process_start_time_seconds") == start)
    }

    @Test("read a status whose program is named to mislead")
    func misleadingName() throws {
        let line = "7 (a) R 1 (b)) S 1 2 3 4 5 6 7 8 9 10 150 50 13 14 15 16 17 18 2500 20 3 22 23\n"
        let status = try #require(ProcessStatus(line, ticksPerSecond: 100, pageBytes: 4_096))
        #expect(status.cpuSeconds == 2)
        #expect(status.startedAfterBootSeconds == 25)
        #expect(status.residentBytes == 3 * 4_096)
        #expect(ProcessStatus("7 (a) S 1", ticksPerSecond: 100, pageBytes: 4_096) == nil)
    }

    /// What a clock of the kernel shows, in seconds.
    private func now(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
