internal import CCurl
internal import Foundation
internal import Synchronization

/// One exchange with another HTTP server, made by libcurl.
///
/// libcurl waits where it is called, so an exchange has a thread of its own rather than one of those that tasks share.
final class HTTPTransfer: Sendable {
    private let request: OutgoingRequest
    private let limit: Duration
    private let isCancelled = Atomic(false)

    init(_ request: OutgoingRequest, within limit: Duration) {
        self.request = request
        self.limit = limit
    }

    /// Makes the exchange.
    func answer() async -> Result<OutgoingRequest.Answer, OutgoingRequestFault> {
        await withTaskCancellationHandler {
            await withCheckedContinuation { answered in
                Thread.detachNewThread { answered.resume(returning: self.perform()) }
            }
        } onCancel: {
            isCancelled.store(true, ordering: .relaxed)
        }
    }

    // MARK: - On the thread

    /// Bounds an answer: RabbitMQ's about some thousand queues takes a few MiB.
    private static let maximumBytes = 64 * 1024 * 1024

    /// What the library's callbacks work on.
    private final class Progress {
        let transfer: HTTPTransfer
        var body: [UInt8] = []

        init(_ transfer: HTTPTransfer) {
            self.transfer = transfer
        }

        static func at(_ context: UnsafeMutableRawPointer?) -> Progress? {
            context.map { Unmanaged<Progress>.fromOpaque($0).takeUnretainedValue() }
        }
    }

    private func perform() -> Result<OutgoingRequest.Answer, OutgoingRequestFault> {
        let handle = CurlHandle.taken()
        let progress = Progress(self)
        let context = Unmanaged.passUnretained(progress).toOpaque()
        let headers = headerList()
        defer { curl_slist_free_all(headers) }
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(CURL_ERROR_SIZE)) { reason in
            reason.initialize(repeating: 0)
            // What this refers to must outlive the handle's use of it.
            defer { handle.giveBack() }
            var code = prepare(handle)
            if code == CURLE_OK { code = curl_set_headers(handle.pointer, headers) }
            if code == CURLE_OK { code = curl_set_error_buffer(handle.pointer, reason.baseAddress) }
            if code == CURLE_OK { code = curl_on_write(handle.pointer, Self.receive, context) }
            if code == CURLE_OK { code = curl_on_progress(handle.pointer, Self.goOn, context) }
            if code == CURLE_OK { code = withExtendedLifetime(progress) { curl_easy_perform(handle.pointer) } }
            guard code == CURLE_OK else { return .failure(fault(code, handle, reason)) }
            return .success(
                OutgoingRequest.Answer(
                    status: curl_status(handle.pointer), headers: handle.answeredHeaders(), body: progress.body))
        }
    }

    private func prepare(_ handle: CurlHandle) -> CURLcode {
        let seconds = limit / .seconds(1)
        // A body, even none, has a length where the method has a meaning for one (RFC 9110, 8.6).
        let body = request.body ?? (["POST", "PUT", "PATCH"].contains(request.method) ? [] : nil)
        let settings: [() -> CURLcode] = [
            { curl_set_number(handle.pointer, CURLOPT_NOSIGNAL, 1) },
            { curl_set_text(handle.pointer, CURLOPT_PROTOCOLS_STR, "http,https") },
            { curl_set_text(handle.pointer, CURLOPT_PROXY, "") },
            { curl_set_number(handle.pointer, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1) },
            { curl_set_number(handle.pointer, CURLOPT_PATH_AS_IS, 1) },
            { curl_set_text(handle.pointer, CURLOPT_URL, self.request.url) },
            { curl_set_number(handle.pointer, CURLOPT_TIMEOUT_MS, max(1, Int(seconds * 1000))) },
            { self.trust(on: handle) },
            { body.map { curl_set_body(handle.pointer, $0, $0.count) } ?? CURLE_OK },
            { curl_set_number(handle.pointer, CURLOPT_NOBODY, self.request.method == "HEAD" ? 1 : 0) },
            { curl_set_text(handle.pointer, CURLOPT_CUSTOMREQUEST, self.request.method) },
        ]
        for set in settings {
            let code = set()
            if code != CURLE_OK { return code }
        }
        return CURLE_OK
    }

    /// The authorities that are named count in place of the system's, not beside them.
    private func trust(on handle: CurlHandle) -> CURLcode {
        guard let file = request.authorityFile else { return CURLE_OK }
        let code = curl_set_text(handle.pointer, CURLOPT_CAPATH, nil)
        return code == CURLE_OK ? curl_set_text(handle.pointer, CURLOPT_CAINFO, file) : code
    }

    /// The request's headers. What the library would add by itself is taken away: the type of a form, and the question
    /// whether a long body is welcome.
    private func headerList() -> UnsafeMutablePointer<curl_slist>? {
        var lines = request.headers.map { $0.value.isEmpty ? "\($0.key);" : "\($0.key): \($0.value)" }
        let own = Set(request.headers.keys.map { $0.lowercased() })
        for name in ["Content-Type", "Expect"] where !own.contains(name.lowercased()) { lines.append("\(name):") }
        return lines.reduce(nil) { curl_slist_append($0, $1) }
    }

    private func fault(
        _ code: CURLcode, _ handle: CurlHandle, _ reason: UnsafeMutableBufferPointer<CChar>
    ) -> OutgoingRequestFault {
        if isCancelled.load(ordering: .relaxed) { return OutgoingRequestFault(description: "given up") }
        let words = String(decoding: reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let said = words.isEmpty ? String(cString: curl_easy_strerror(code)) : words
        let number = curl_system_error(handle.pointer)
        let cause = number == 0 ? "" : ": \(String(cString: strerror(Int32(number))).lowercased())"
        return OutgoingRequestFault(description: said + cause)
    }

    private static let receive: curl_write_callback = { bytes, _, count, context in
        guard let bytes, let progress = Progress.at(context), progress.body.count + count <= maximumBytes else {
            return 0
        }
        progress.body.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: count))
        return count
    }

    private static let goOn: curl_xferinfo_callback = { context, _, _, _, _ in
        Progress.at(context)?.transfer.isCancelled.load(ordering: .relaxed) == true ? 1 : 0
    }
}
