// Where Foundation is linked, the compiler takes the C library's `stat` for a part of this module.
internal import CoreFoundation
internal import Glibc

/// By what a file that was written anew is told from what it was before.
struct FileStamp: Equatable {
    private var inode: UInt64 = 0
    private var size: Int64 = 0
    private var seconds = 0
    private var nanoseconds = 0

    /// Of no file.
    init() {}

    /// Of the file at a path; of no file, where there is none.
    init(of path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return }
        inode = UInt64(status.st_ino)
        size = Int64(status.st_size)
        seconds = status.st_mtim.tv_sec
        nanoseconds = status.st_mtim.tv_nsec
    }
}
