internal import CCurl
internal import Synchronization

/// A handle of libcurl, which keeps its connections for the next exchange.
///
/// It may go from thread to thread, as libcurl allows, but not be used by two at once: whoever takes it has it alone, since it
/// leaves the list of idle ones under a lock and comes back only when its exchange is over.
struct CurlHandle: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer

    /// Those that nobody has; more are not kept.
    private static let idle = Mutex<[CurlHandle]>([])
    private static let maximumIdle = 8

    /// The library is made ready once, before its first handle.
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// One with nothing set.
    static func taken() -> CurlHandle {
        precondition(isReady, "libcurl cannot be made ready")
        if let handle = idle.withLock({ $0.popLast() }) { return handle }
        guard let pointer = curl_easy_init() else { preconditionFailure("no handle of libcurl to be had") }
        return CurlHandle(pointer: pointer)
    }

    /// Forgets what was set, and keeps it for whoever comes next.
    func giveBack() {
        curl_easy_reset(pointer)
        let isKept = Self.idle.withLock { idle in
            guard idle.count < Self.maximumIdle else { return false }
            idle.append(self)
            return true
        }
        if !isKept { curl_easy_cleanup(pointer) }
    }

    /// The headers of the last answer.
    func answeredHeaders() -> [(name: String, value: String)] {
        var headers: [(name: String, value: String)] = []
        var last = curl_easy_nextheader(pointer, UInt32(CURLH_HEADER), -1, nil)
        while let header = last {
            headers.append((String(cString: header.pointee.name), String(cString: header.pointee.value)))
            last = curl_easy_nextheader(pointer, UInt32(CURLH_HEADER), -1, header)
        }
        return headers
    }
}
