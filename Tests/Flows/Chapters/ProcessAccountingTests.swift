import Accounting
import Foundation
import TestSupport
import Testing

@testable import Story

@Suite("CPU time by program")
struct ProcessAccountingTests {
    @Test(
        "counts a program's children, those that have ended and those that have not, as they do themselves",
        .timeLimit(.minutes(1)))
    func children() async throws {
        try await withBusyProgram { program in
            let before = try ProcessAccounting(of: [program.described])
            try program.say("work")
            #expect(try await eventually(within: .seconds(50)) { try program.ownFigures().count == 2 })
            let used = try ProcessAccounting(of: [program.described]).used(since: before)
            let own = try program.ownFigures().reduce(0, +)
            #expect(used.map(\.program) == ["busy"])
            // The kernel rounds each figure of each process to ticks of 10 ms.
            let difference = try #require(used.first).milliseconds - own
            #expect(abs(difference) <= 100, "\(difference) ms beside \(own) ms")
            #expect(own > 400)
        }
    }

    @Test("takes for a program's descendant what it starts by way of another program", .timeLimit(.minutes(1)))
    func byWayOfAnother() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (process, input) = (Process(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", #"perl -e 'system("bash", "-c", "touch started; read -r line; true")'; true"#]
        process.currentDirectoryURL = folder
        process.standardInput = input
        try process.run()
        let started = folder.appendingPathComponent("started").path
        #expect(await eventually(within: .seconds(30)) { FileManager.default.fileExists(atPath: started) })
        let program = ProcessAccounting.Program(name: "shells", executables: ["bash"], folder: folder.path)
        #expect(try ProcessAccounting.processes(of: [program]) == [Int(process.processIdentifier)])
        try input.fileHandleForWriting.write(contentsOf: Data("end\n".utf8))
        process.waitUntilExit()
    }

    @Test("is not told of a program that was started anew, nor of one that does not run", .timeLimit(.minutes(1)))
    func restarted() async throws {
        try await withBusyProgram { program in
            let before = try ProcessAccounting(of: [program.described])
            try program.end()
            #expect(throws: AccountingFault.self) { try ProcessAccounting(of: [program.described]) }
            try program.start()
            let after = try ProcessAccounting(of: [program.described])
            #expect(throws: AccountingFault.self) { try after.used(since: before) }
        }
    }

    @Test(
        "finds the programs of an instance, and counts PostgreSQL's sessions that have come and gone",
        .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(3)))
    func instance() async throws {
        try await playing("accounting", migrated: ["catalogue"], running: ["catalogue"]) { stage in
            let programs = stage.programs(services: ["catalogue"])
            let before = try ProcessAccounting(of: programs)
            for _ in 0..<5 { _ = try await stage.run("catalogue", ["audit"]) }
            let used = try ProcessAccounting(of: programs).used(since: before)
            #expect(used.map(\.program) == ["catalogue", "postgres", "rabbitmq"])
            let postgres = try #require(used.first { $0.program == "postgres" })
            // Each audit has a session of its own, which reads the catalogue of the system anew.
            #expect(postgres.milliseconds >= 50)
        }
    }

    private func withBusyProgram(_ body: (BusyProgram) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let program = BusyProgram(folder: folder)
        try program.start()
        try await body(program)
        try program.end()
    }
}

/// A shell that waits for a line, then has one child that works and ends, and one that works and stays.
private final class BusyProgram {
    private let folder: URL
    private var process = Process()
    private var input = Pipe()

    /// The work takes 25 ticks of user's time. `times` prints the time of the shell that it runs in, and a subshell's
    /// begins with it.
    private static let script = """
        work() {
            local i fields
            until read -r -a fields <"/proc/$BASHPID/stat" && ((fields[13] >= 25)); do
                for ((i = 0; i < 10000; i++)); do :; done
            done
            times >"$1.new"
            mv "$1.new" "$1"
        }
        exec 3<&0
        read -r line
        [[ $line == work ]] || exit 0
        (work ended)
        (work staying; read -r -u 3) &
        wait
        """

    init(folder: URL) {
        self.folder = folder
    }

    var described: ProcessAccounting.Program {
        ProcessAccounting.Program(name: "busy", executables: ["bash"], folder: folder.path)
    }

    func start() throws {
        process = Process()
        input = Pipe()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", Self.script]
        process.currentDirectoryURL = folder
        process.standardInput = input
        try process.run()
    }

    func say(_ line: String) throws {
        try input.fileHandleForWriting.write(contentsOf: Data("\(line)\n".utf8))
    }

    /// Lets it come to its end. It is told so, since other processes may have inherited the pipe and hold it open.
    func end() throws {
        try say("end")
        process.waitUntilExit()
    }

    /// What the children say that they used, in milliseconds; of those that have done their work.
    func ownFigures() throws -> [Int] {
        try ["ended", "staying"].compactMap { name in
            let file = folder.appendingPathComponent(name).path
            guard FileManager.default.fileExists(atPath: file) else { return nil }
            // The first line is the shell's own, as `0m0.412s 0m0.003s`.
            let line = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").first ?? ""
            return line.split(separator: " ").reduce(0) { sum, figure in
                let parts = figure.dropLast().split(separator: "m").compactMap { Double($0) }
                return sum + Int((parts.first ?? 0) * 60_000 + (parts.last ?? 0) * 1000)
            }
        }
    }
}
