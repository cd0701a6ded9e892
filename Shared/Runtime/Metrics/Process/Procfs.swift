import Glibc

/// The kernel's own account of the machine and of this process, in files under `/proc` (see proc(5)).
enum Procfs {
    /// The whole text of a file, whose size is known only once it has been read.
    static func text(at path: String) -> String? {
        guard let file = fopen(path, "re") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            guard count > 0 else { break }
            bytes += chunk[..<count]
        }
        return ferror(file) == 0 ? String(decoding: bytes, as: UTF8.self) : nil
    }

    /// How many descriptors this process has open, without the one that lists them.
    static func openDescriptors() -> Int? {
        guard let directory = opendir("/proc/self/fd") else { return nil }
        defer { closedir(directory) }
        var entries = 0
        while readdir(directory) != nil { entries += 1 }
        // Besides its own descriptor, the directory lists `.` and `..`.
        return entries - 3
    }

    /// When the machine started, in whole seconds since 1970.
    static func bootTime() -> Int? {
        for line in text(at: "/proc/stat")?.split(separator: "\n") ?? [] where line.hasPrefix("btime ") {
            return Int(line.dropFirst("btime ".count))
        }
        return nil
    }
}
