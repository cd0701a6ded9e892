import Foundation
import Glibc
import LoadRig
import LocalScripts
import Postgres

/// A small volume of its own for the days of the services' logs, which can be filled.
struct LogVolume {
    let system: RigSystem

    private static let tablespace = "small_volume"
    /// What is free on it before it is filled, in bytes: more than comes until then.
    private static let room = 64 * 1024 * 1024

    /// Beside the data of PostgreSQL, where its user may go.
    private var folder: String {
        URL(fileURLWithPath: "\(system.folder)/postgres").resolvingSymlinksInPath().path + "/volume"
    }

    private var ballast: String { "\(folder)/ballast" }

    /// Mounts it, and moves the logs there.
    func mount() async throws {
        let administration = try await Administration.connect(to: system)
        let logs = try await partitions(administration)
        let size = try await administration.inServicesDatabase { connection in
            let rows = try await connection.query(
                "SELECT sum(pg_table_size(log::regclass))::bigint FROM unnest(\(logs)) AS log")
            return try rows.decode(Int.self).first ?? 0
        }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let programs = LocalScripts(folder: "/bin")
        try await programs.run(
            "mount",
            ["-t", "tmpfs", "-o", "size=\(size + Self.room),mode=0700,uid=postgres,gid=postgres", "tmpfs", folder])
        try await programs.run("mkdir", ["\(folder)/data"])
        try await programs.run("chown", ["postgres:postgres", "\(folder)/data"])
        try await administration.inServicesDatabase { connection in
            try await connection.execute(
                PostgresQuery(unsafeSQL: "CREATE TABLESPACE \(Self.tablespace) LOCATION '\(folder)/data'"))
        }
        try await move(logs, to: Self.tablespace, administration)
        await administration.close()
    }

    /// Moves the logs back, and takes it away.
    func unmount() async throws {
        free()
        let administration = try await Administration.connect(to: system)
        try await move(try await partitions(administration), to: "pg_default", administration)
        try await administration.inServicesDatabase { connection in
            try await connection.execute(PostgresQuery(unsafeSQL: "DROP TABLESPACE \(Self.tablespace)"))
        }
        await administration.close()
        try await LocalScripts(folder: "/bin").run("umount", [folder])
    }

    /// Writes until there is no byte left.
    func fill() throws {
        let file = open(ballast, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw RigFault("\(ballast): \(String(cString: strerror(errno)))") }
        defer { close(file) }
        // In ever smaller pieces, so that not even a page of a table fits in the end.
        for size in [1 << 20, 1 << 12, 1] {
            let piece = [UInt8](repeating: 0, count: size)
            while write(file, piece, size) > 0 {}
        }
        guard errno == ENOSPC else { throw RigFault("\(ballast): \(String(cString: strerror(errno)))") }
    }

    /// Gives it its room back.
    func free() {
        unlink(ballast)
    }

    /// The days of all logs.
    private func partitions(_ administration: Administration) async throws -> [String] {
        try await administration.inServicesDatabase { connection in
            try await connection.query(
                """
                SELECT inhrelid::regclass::text FROM pg_inherits
                JOIN pg_class AS log ON log.oid = inhparent WHERE log.relname = 'event_log' ORDER BY 1
                """
            ).decode(String.self)
        }
    }

    private func move(_ logs: [String], to tablespace: String, _ administration: Administration) async throws {
        try await administration.inServicesDatabase { connection in
            for log in logs {
                try await connection.execute(
                    PostgresQuery(unsafeSQL: "ALTER TABLE \(log) SET TABLESPACE \(tablespace)"))
            }
        }
    }
}
