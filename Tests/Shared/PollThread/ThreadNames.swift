import Glibc

/// The thread that this is called on.
func runningThread() -> UInt {
    UInt(pthread_self())
}

/// How many threads of this process bear a name.
func threads(named name: String) -> Int {
    guard let tasks = opendir("/proc/self/task") else { return 0 }
    defer { closedir(tasks) }
    var count = 0
    while let entry = readdir(tasks) {
        let task = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        if threadName(at: "/proc/self/task/\(task)") == name { count += 1 }
    }
    return count
}

/// The name of the thread that a directory of procfs describes; nil once the thread is gone.
func threadName(at directory: String) -> String? {
    guard let file = fopen("\(directory)/comm", "r") else { return nil }
    defer { fclose(file) }
    var line = [UInt8](repeating: 0, count: 32)
    let length = fread(&line, 1, line.count, file)
    return String(decoding: line[..<max(0, length - 1)], as: UTF8.self)
}
