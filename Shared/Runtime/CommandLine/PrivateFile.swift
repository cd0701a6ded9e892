internal import Glibc

/// Files that only their owner may read, such as one that holds a password.
enum PrivateFile {
    /// Makes a file that is not there yet.
    /// - Throws: ``FileFault`` when it is there, or cannot be made.
    static func create(_ path: String, _ text: String) throws(FileFault) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else {
            throw errno == EEXIST
                ? FileFault("\(path) is there already: name another file, or take that one away")
                : FileFault("\(path) cannot be made: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        var bytes = Array("\(text)\n".utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else {
                throw FileFault("\(path) cannot be written: \(String(cString: strerror(errno)))")
            }
            bytes = bytes.dropFirst(count)
        }
    }

    /// Whether there is something at a path.
    static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }
}
