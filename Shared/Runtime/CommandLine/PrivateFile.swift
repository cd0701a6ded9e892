// Where Foundation is linked, the compiler takes the C library's `stat` for a part of this module.
internal import CoreFoundation
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
        // What is kept nowhere else, such as a key, must outlive the machine's next breath.
        fsync(descriptor)
    }

    /// Puts a new content in place of the old one, whole: whoever reads the file meanwhile reads the one or the other.
    /// - Throws: ``FileFault`` when it cannot be put there; the old one is there then.
    static func replace(_ path: String, _ text: String) throws(FileFault) {
        let next = "\(path).new"
        try create(next, text)
        guard rename(next, path) == 0 else {
            throw FileFault("\(path) cannot be replaced by \(next): \(String(cString: strerror(errno)))")
        }
    }

    /// Sees that a file is guarded: one's own can be read by nobody else, and no file can be changed by others.
    ///
    /// A file that is another's, such as what is put into a container, may have to be readable to more: whoever put it there
    /// guards it.
    /// - Throws: ``FileFault`` that says what to do.
    static func expectPrivate(_ path: String) throws(FileFault) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw FileFault("\(path) cannot be read: \(String(cString: strerror(errno)))")
        }
        let others: mode_t = status.st_uid == geteuid() ? 0o077 : 0o022
        guard status.st_mode & others == 0 else {
            throw FileFault("\(path) is open to others than its owner: chmod 600 \(path)")
        }
    }

    /// Whether there is something at a path.
    static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }
}
