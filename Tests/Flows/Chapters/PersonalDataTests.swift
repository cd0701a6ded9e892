import Foundation
import Glibc
import LocalScripts
import Passes
import Postgres
import Runtime
import TestSupport
import Testing
import Vocabulary

@testable import Story

@Suite(
    "Who people are, in a system in which a thousand of them are planted", .enabled(if: LiveServers.arePresent),
    .timeLimit(.minutes(8)))
struct PersonalDataTests {
    private static let services = ["catalogue", "eligibility", "logistics"]

    @Test(
        "is in clear in no dump, log, message, metric or refusal, while the key is changed under the running services")
    func planted() async throws {
        try await playing("personal", migrated: Play.services, running: Self.services) { stage in
            try await stage.setTime(try #require(Instant("2019-03-04T01:00:00Z")))
            let bus = try await BusTap(on: stage)
            var said = Data()
            try await plant(stage, &said)
            try await refuse(stage, &said)
            try await changeKey(stage)
            try await register(stage)
            for service in Self.services {
                let metrics = try await stage.api(service).send("GET", "/metrics")
                said += metrics.body
            }
            let messages = try await bus.messages()
            #expect(String(decoding: messages, as: UTF8.self).contains("household.registered"))
            try await expectNothingInClear(stage, ["answers and refusals": said, "messages": messages])
        }
    }

    @Test("needs its keys: a service does not start without one that is still needed, and the doctor names it")
    func missingKey() async throws {
        try await playing("personal-keys", migrated: ["logistics"], running: ["logistics"]) { stage in
            try await stage.setTime(try #require(Instant("2019-03-04T01:00:00Z")))
            let file = "\(stage.folder)/secrets/logistics.personal-keys"
            let before = try String(contentsOfFile: file, encoding: .utf8)
            let registered = try await post(PlantedPeople.destinations(), to: stage)
            #expect(registered.status == 201)
            let old = try await keys("logistics", stage).filter(\.current).map(\.key)[0]
            try await stage.script("service", ["stop", stage.instance, "logistics"])

            let made = "\(file).other"
            _ = try await stage.run("logistics", ["personal", "make-key", "--set", "personal.keys-file=\(made)"])
            try swap(file, made)
            for words in [
                ["service", "start", stage.instance, "logistics"], ["run", stage.instance, "logistics", "doctor"],
            ] {
                let failure = await #expect(throws: ScriptFailure.self) {
                    try await stage.script(words[0], Array(words.dropFirst()))
                }
                #expect(failure?.description.contains("kept under \(old)") == true, "\(failure?.description ?? "")")
            }
            try FileManager.default.removeItem(atPath: file)
            let failure = await #expect(throws: ScriptFailure.self) {
                try await stage.script("service", ["start", stage.instance, "logistics"])
            }
            #expect(failure?.description.contains("personal.keys-file") == true)

            try swap(made, file)
            #expect(try String(contentsOfFile: file, encoding: .utf8) == before)
            try await stage.script("service", ["start", stage.instance, "logistics"])
            #expect(try await stage.run("logistics", ["personal", "keys"]).contains(old))
        }
    }

    /// Puts what is at one path at the other; what is at that, at the first.
    private func swap(_ first: String, _ second: String) throws {
        let between = "\(first).between"
        let isThere = FileManager.default.fileExists(atPath: first)
        if isThere { try FileManager.default.moveItem(atPath: first, toPath: between) }
        if FileManager.default.fileExists(atPath: second) {
            try FileManager.default.moveItem(atPath: second, toPath: first)
        }
        if isThere { try FileManager.default.moveItem(atPath: between, toPath: second) }
    }

    // MARK: - What is planted

    private func plant(_ stage: Stage, _ said: inout Data) async throws {
        let sheet = try stage.write(PlantedPeople.sheet, to: "planted.csv")
        let imported = try await stage.run("eligibility", ["household", "import", sheet, "--actor", "li.enrolment"])
        #expect(imported.contains("imported \(PlantedPeople.households) households"))
        let registered = try await post(PlantedPeople.destinations(), to: stage)
        #expect(registered.status == 201)
        said += Data(imported.utf8)
        said += registered.body
        // Nothing goes there yet, so that nobody is told.
        struct IDs: Decodable { let ids: [String] }
        let door = try registered.decode(IDs.self).ids[0]
        let api = try await stage.api("logistics")
        #expect(try await api.get("/destinations/\(door)", as: .driver("wu")).status == 404)
        #expect(try await api.get("/destinations/\(door)", as: .operating("li")).status == 403)
    }

    /// What is refused repeats nothing of it.
    private func refuse(_ stage: Stage, _ said: inout Data) async throws {
        for sheet in [PlantedPeople.sheet, PlantedPeople.unsoundSheet] {
            let file = try stage.write(sheet, to: "refused.csv")
            let failure = await #expect(throws: ScriptFailure.self) {
                try await stage.run("eligibility", ["household", "import", file, "--actor", "li.enrolment"])
            }
            said += Data((failure?.description ?? "").utf8)
        }
        for body in [
            PlantedPeople.destinations(in: "520100001"), PlantedPeople.destinations(in: "nowhere"),
            String(PlantedPeople.destinations().dropLast(2)),
            PlantedPeople.destinations().replacing("号", with: String(repeating: "号", count: 200)),
        ] {
            let answer = try await post(body, to: stage)
            #expect((400..<500).contains(answer.status))
            said += answer.body
        }
    }

    private func post(_ body: String, to stage: Stage) async throws -> ServiceAPI.Answer {
        try await stage.api("logistics").post(
            "/destinations", bytes: Array(body.utf8), key: UUIDv7.make().description, as: .operating("shop.desk"))
    }

    // MARK: - The key is changed

    private struct Key: Decodable {
        let key: String
        let current: Bool
        let rows: Int?
    }

    private func keys(_ service: String, _ stage: Stage) async throws -> [Key] {
        struct List: Decodable { let keys: [Key] }
        return try await stage.ask(List.self, service, ["personal", "keys"]).keys
    }

    private func changeKey(_ stage: Stage) async throws {
        let before = try await keys("eligibility", stage)
        let old = try #require(before.first { $0.current }?.key)
        _ = try await stage.run("eligibility", ["personal", "make-key"])
        let new = try #require(try await keys("eligibility", stage).last?.key)
        _ = try await stage.run("eligibility", ["personal", "use-key", new])
        try await killAmongRows(stage, new: new)

        // Some are under one key and some under the other; the village reads all of them.
        try await act(stage, "2019-03-05", ["assess", "--all"])
        try await act(
            stage, "2019-03-05",
            [
                "appraise", "for", "--all", "--votes-for", "31", "--votes-against", "2", "--appraiser",
                "zhang.committee",
                "--minutes", String(repeating: "5e", count: 32),
            ])
        let early = await #expect(throws: ScriptFailure.self) {
            try await stage.run("eligibility", ["personal", "drop-key", old, "--actor", "li.operations"])
        }
        #expect(early?.description.contains("\(old) still keeps") == true)

        let words = ["personal", "re-encrypt", "--actor", "li.operations", "--reason", "every year"]
        _ = try await stage.run("eligibility", words)
        #expect(try await keys("eligibility", stage).filter { $0.rows != 0 }.map(\.key) == [new])
        #expect(try await stage.run("eligibility", words).contains("encrypted 0 rows anew"))
        _ = try await stage.run("eligibility", ["personal", "drop-key", old, "--actor", "li.operations"])
        #expect(try await keys("eligibility", stage).map(\.key) == [new])
        #expect(try await stage.run("eligibility", ["doctor"]).contains("is kept under \(new)"))
    }

    /// Encrypts anew, and is killed while some rows are under the new key and some are not.
    private func killAmongRows(_ stage: Stage, new: String) async throws {
        let session = try await PostgresConnection.connect(Administrator(of: stage).database(of: "eligibility"))
        func renewed() async throws -> Int64 {
            let count: [Int64] = try await session.query(
                "SELECT count(*) FROM personal_fields WHERE encode(key, 'hex') = \(new)"
            ).decode(Int64.self)
            return count[0]
        }
        let work = try SpawnedProcess(
            "\(stage.scripts.folder)/run",
            [stage.instance, "eligibility", "personal", "re-encrypt", "--batch", "1", "--actor", "li.operations"],
            environment: ["THROUGHTRAIN_CLOCK_FILE": stage.clockFile], output: "\(stage.folder)/re-encrypt.log")
        let isAmong = try await eventually { try await renewed() > 50 }
        kill(work.id, SIGKILL)
        #expect(await work.ended() & 0x7f == SIGKILL)
        let count = try await renewed()
        #expect(isAmong && count > 50 && count < 2 * Int64(PlantedPeople.households))
        await session.close()
    }

    // MARK: - Business goes on

    private func register(_ stage: Stage) async throws {
        try await act(stage, "2019-03-06", ["publish", "--all"])
        try await passPublicity(stage, "first-publicity", on: "2019-03-14")
        try await act(stage, "2019-03-14", ["review", "approve", "--level", "township", "--all"], as: "wang.township")
        try await passPublicity(stage, "second-publicity", on: "2019-03-22")
        try await act(stage, "2019-03-22", ["review", "approve", "--level", "county", "--all"], as: "zhao.county")
        try await act(
            stage, "2019-03-28", ["register", "--all", "--announced-on", "2019-03-26"], as: "county.registrar")
        try await stage.wait("all that was told to have left") {
            try await stage.run("eligibility", ["doctor"]).contains("all that was told has left")
        }
    }

    private func act(_ stage: Stage, _ day: String, _ words: [String], as actor: String = "clerk.village") async throws
    {
        try await stage.setTime(try #require(Day(day)).start + .hours(9))
        _ = try await stage.run("eligibility", words + ["--actor", actor])
    }

    private func passPublicity(_ stage: Stage, _ state: String, on day: String) async throws {
        try await stage.setTime(try #require(Day(day)).start + .hours(9))
        try await stage.wait("the end of the \(state)") {
            try await stage.run("eligibility", ["household", "list", "--state", state, "--column", "token"]).isEmpty
        }
    }

    // MARK: - Where it is looked for

    private func expectNothingInClear(_ stage: Stage, _ contents: [String: Data]) async throws {
        let search = ClearText(PlantedPeople.marks)
        let planted = PlantedPeople.sheet + PlantedPeople.destinations()
        #expect(Set(search.found(in: Data(planted.utf8))) == Set(PlantedPeople.marks.map { "\($0) as text" }))

        var contents = contents
        let administrator = try await Administrator(of: stage)
        for service in Play.services {
            contents["dump of \(service)"] = try await administrator.dumped(service)
        }
        for file in try logs(of: stage) { contents[file] = try Data(contentsOf: URL(fileURLWithPath: file)) }
        #expect(contents.keys.filter { $0.hasSuffix(".log") || $0.hasSuffix("/log") }.count > Self.services.count)
        contents["processes"] = Self.commandLines()
        let passwords = ClearText(try passwords(of: stage))
        for (place, content) in contents {
            #expect(!content.isEmpty || place.hasSuffix(".log"), "\(place) is empty")
            #expect(search.found(in: content) == [], "\(place)")
            let hasPassword = !passwords.found(in: content).isEmpty
            #expect(!hasPassword, "a password is in \(place)")
        }
        let dump = String(decoding: contents["dump of eligibility"] ?? Data(), as: UTF8.self)
        #expect(dump.contains("personal_fields") && dump.contains("罗*"), "notices are masked, and in the dump")
    }

    /// How all processes of the machine were called.
    private static func commandLines() -> Data {
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return processes.filter { Int($0) != nil }.reduce(into: Data()) { lines, process in
            lines += FileManager.default.contents(atPath: "/proc/\(process)/cmdline") ?? Data()
        }
    }

    /// Those of the instance's roles and users.
    private func passwords(of stage: Stage) throws -> [String] {
        let folder = "\(stage.folder)/secrets"
        let files = try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { file in [".postgres", ".postgres-owner", ".rabbitmq"].contains { file.hasSuffix($0) } }
        #expect(files.count > 3 * Self.services.count)
        return try files.map { try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8).filter { !$0.isNewline } }
    }

    /// Of services, PostgreSQL and RabbitMQ.
    private func logs(of stage: Stage) throws -> [String] {
        let files = FileManager.default.enumerator(atPath: stage.folder)?.compactMap { $0 as? String } ?? []
        return files.filter { file in
            !file.contains("postgres/data/") && !file.contains("/mnesia/")
                && (file.hasSuffix(".log") || file.hasSuffix("/log"))
        }.map { "\(stage.folder)/\($0)" }
    }
}
