internal import CPostgreSQL
import Glibc

/// The one place that drives a connection of libpq: every call on a `PGconn` is here, none of them blocks but the
/// first, and the pointer never leaves. Results and cancel requests have a file of their own each.
final class LibpqConnection {
    /// How far connecting has come.
    enum Progress {
        case waitsToRead
        case waitsToWrite
        case connected
        case failed
    }

    private let connection: OpaquePointer

    /// Keeps OpenSSL, on which libpq rests, from cleaning up when the process exits: threads that end at that moment have
    /// still to do with it, and would find its locks gone. The first call of any into it decides.
    private static let keepOpenSSL: Void = {
        _ = OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_ATEXIT), nil)
    }()

    /// Starts to connect. Looks the host's name up, which may block.
    init?(startingWith parameters: [(keyword: String, value: String)]) {
        Self.keepOpenSSL
        let keywords = parameters.map { strdup($0.keyword) } + [nil]
        let values = parameters.map { strdup($0.value) } + [nil]
        defer { (keywords + values).forEach { free($0) } }
        let started = PQconnectStartParams(
            keywords.map { UnsafePointer($0) }, values.map { UnsafePointer($0) }, 0)
        guard let started else { return nil }
        connection = started
        // Notices would otherwise go to the standard error stream.
        PQsetNoticeProcessor(connection, { _, _ in }, nil)
    }

    deinit {
        PQfinish(connection)
    }

    /// The descriptor to wait for; it may be another one after each step of connecting.
    var descriptor: Int32 {
        PQsocket(connection)
    }

    /// What libpq says of the last failure.
    var failure: String {
        let message = PQerrorMessage(connection).map { String(cString: $0) } ?? ""
        let line = message.split { $0 == "\n" || $0 == "\t" }.joined(separator: " ")
        return line.isEmpty ? "libpq gave no reason" : line
    }

    /// Takes the next step of connecting.
    func connectFurther() -> Progress {
        guard PQstatus(connection) != CONNECTION_BAD else { return .failed }
        return switch PQconnectPoll(connection) {
        case PGRES_POLLING_READING: .waitsToRead
        case PGRES_POLLING_WRITING: .waitsToWrite
        case PGRES_POLLING_OK: .connected
        default: .failed
        }
    }

    /// Lets no call block, once connected.
    func becomeNonblocking() -> Bool {
        PQsetnonblocking(connection, 1) == 0
    }

    func enterPipeline() -> Bool {
        PQenterPipelineMode(connection) == 1
    }

    func exitPipeline() -> Bool {
        PQexitPipelineMode(connection) == 1
    }

    func prepare(_ name: String, _ key: StatementKey) -> Bool {
        PQsendPrepare(connection, name, key.sql, Int32(key.types.count), key.types) == 1
    }

    /// Runs a prepared statement with binary parameters and binary results.
    func execute(_ name: String, _ bindings: QueryBindings) -> Bool {
        let count = bindings.lengths.count
        return bindings.writer.bytes.withUnsafeBytes { bytes in
            withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: count) { values in
                withUnsafeTemporaryAllocation(of: Int32.self, capacity: count) { formats in
                    // An empty value needs an address too, since libpq takes a null pointer for NULL.
                    var next = bytes.baseAddress ?? UnsafeRawPointer(formats.baseAddress)
                    for index in 0..<count {
                        let length = bindings.lengths[index]
                        values.initializeElement(
                            at: index, to: length < 0 ? nil : next?.assumingMemoryBound(to: CChar.self))
                        formats.initializeElement(at: index, to: 1)
                        next = next?.advanced(by: Int(max(length, 0)))
                    }
                    return PQsendQueryPrepared(
                        connection, name, Int32(count), values.baseAddress, bindings.lengths, formats.baseAddress, 1)
                }
            }
        } == 1
    }

    /// Frees a prepared statement of the server.
    func deallocate(_ name: String) -> Bool {
        PQsendQueryParams(connection, "DEALLOCATE \(name)", 0, nil, nil, nil, nil, 0) == 1
    }

    /// Runs a text of one or more statements. Only outside of the pipeline.
    func executeScript(_ sql: String) -> Bool {
        PQsendQuery(connection, sql) == 1
    }

    /// Ends a segment of the pipeline, and asks the server for all replies up to here.
    func synchronize() -> Bool {
        PQpipelineSync(connection) == 1
    }

    /// Writes what is buffered. Returns whether some of it must wait until the descriptor is writable.
    func flush() -> Bool {
        // A failure shows at the next read, with the server's last words before it.
        PQflush(connection) == 1
    }

    /// Reads what has arrived. Returns false when the connection is lost; what arrived before can still be taken.
    func consumeInput() -> Bool {
        PQconsumeInput(connection) == 1
    }

    /// Takes the notifications that have arrived. Returns whether there were any.
    func takeNotifications() -> Bool {
        var haveArrived = false
        while let notification = PQnotifies(connection) {
            PQfreemem(notification)
            haveArrived = true
        }
        return haveArrived
    }

    /// Whether the next result would have to be waited for.
    var isBusy: Bool {
        PQisBusy(connection) == 1
    }

    /// The next result, or nil at the end of a statement's results. Call it only when not busy.
    func nextResult() -> LibpqResult? {
        PQgetResult(connection).map { LibpqResult($0) }
    }

    /// Whether the session is in no transaction, as of the last segment that ended.
    var isOutsideTransaction: Bool {
        PQtransactionStatus(connection) == PQTRANS_IDLE
    }

    /// What another thread needs to stop the running statement.
    func cancelRequest() -> LibpqCancelRequest? {
        PQgetCancel(connection).map { LibpqCancelRequest($0) }
    }
}
