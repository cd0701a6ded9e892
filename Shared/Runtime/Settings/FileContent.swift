internal import Glibc

/// Reads small files whole.
enum FileContent {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    static func read(_ path: String) throws(Failure) -> String {
        guard let file = fopen(path, "r") else { throw failure() }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            bytes += chunk.prefix(count)
            if count < chunk.count { break }
        }
        guard ferror(file) == 0 else { throw failure() }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func failure() -> Failure {
        Failure(description: String(cString: strerror(errno)))
    }
}
