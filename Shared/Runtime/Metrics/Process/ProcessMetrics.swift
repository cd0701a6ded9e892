import Glibc

extension PrometheusRegistry {
    /// Shows what the running process takes of its machine, by the names that Prometheus' own clients use.
    ///
    /// Source: <https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics>. What procfs does not
    /// tell is left out.
    public func addProcessMetrics() {
        counter("process_cpu_seconds_total", help: "CPU time spent in user and kernel mode, in seconds.") {
            ProcessStatus.current()?.cpuSeconds
        }
        gauge("process_resident_memory_bytes", help: "Memory held in RAM, in bytes.") {
            ProcessStatus.current()?.residentBytes
        }
        gauge("process_open_fds", help: "File descriptors that are open.") {
            Procfs.openDescriptors().map(Double.init)
        }
        gauge("process_max_fds", help: "File descriptors that may be open at once.") {
            var limit = rlimit()
            return getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 ? Double(limit.rlim_cur) : nil
        }
        // A process starts once, and so does its machine.
        let startTime = ProcessStatus.current().flatMap { status in
            Procfs.bootTime().map { Double($0) + status.startedAfterBootSeconds }
        }
        gauge("process_start_time_seconds", help: "When the process started, in seconds since 1970.") { startTime }
    }
}
