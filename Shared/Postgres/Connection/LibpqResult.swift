internal import CPostgreSQL

/// A reply of the server in the memory of libpq, freed with the last reference to it.
@usableFromInline
final class LibpqResult: Sendable {
    /// What kind of reply it is.
    enum Status {
        case success
        case failure
        case pipelineSynchronized
        case pipelineAborted
        /// A reply to what this library never sends, such as COPY.
        case unsupported
    }

    // Sending the pointer is safe: nothing changes a PGresult after PQgetResult returned it, this class only calls
    // functions that read it, and it is cleared once, when nobody can read it any more.
    nonisolated(unsafe) private let result: OpaquePointer

    init(_ result: OpaquePointer) {
        self.result = result
    }

    deinit {
        PQclear(result)
    }

    var status: Status {
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: .success
        case PGRES_FATAL_ERROR, PGRES_BAD_RESPONSE: .failure
        case PGRES_PIPELINE_SYNC: .pipelineSynchronized
        case PGRES_PIPELINE_ABORTED: .pipelineAborted
        default: .unsupported
        }
    }

    @usableFromInline
    var rowCount: Int {
        Int(PQntuples(result))
    }

    @usableFromInline
    var columnCount: Int {
        Int(PQnfields(result))
    }

    /// How many rows the statement wrote or returned; zero for a statement that does neither.
    var affectedRowCount: Int {
        PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
    }

    /// Whether the statement ended the transaction without keeping it. COMMIT answers so after a failure.
    var isRollback: Bool {
        guard let tag = PQcmdStatus(result) else { return false }
        return String(cString: tag) == "ROLLBACK"
    }

    func columnName(_ column: Int) -> String? {
        PQfname(result, Int32(column)).map { String(cString: $0) }
    }

    @usableFromInline
    func columnType(_ column: Int) -> PostgresType {
        PostgresType(rawValue: PQftype(result, Int32(column)))
    }

    /// The binary form of a value in place, valid as long as this object lives; nil is NULL.
    @usableFromInline
    func cell(row: Int, column: Int) -> UnsafeRawBufferPointer? {
        let (row, column) = (Int32(row), Int32(column))
        guard PQgetisnull(result, row, column) == 0 else { return nil }
        return UnsafeRawBufferPointer(
            start: PQgetvalue(result, row, column), count: Int(PQgetlength(result, row, column)))
    }

    /// What the server said of a failure.
    var report: PostgresError.Report {
        PostgresError.Report(
            severity: field("V"), sqlState: field("C"),
            message: field("M") ?? PQresultErrorMessage(result).map { String(cString: $0) },
            detail: field("D"), hint: field("H"), schema: field("s"), table: field("t"), column: field("c"),
            constraint: field("n"))
    }

    /// A field of an error's report, by the code that it has on the wire (section 55.8 of the manual).
    private func field(_ code: Unicode.Scalar) -> String? {
        PQresultErrorField(result, Int32(code.value)).map { String(cString: $0) }
    }
}
