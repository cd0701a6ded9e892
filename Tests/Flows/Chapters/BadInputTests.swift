import TestSupport
import Testing
import Vocabulary

@testable import Story

@Suite("Bad input", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(8)))
struct BadInputTests {
    @Test("is refused on every route as a problem that names the field, and nothing is stored; so it is by commands")
    func everywhere() async throws {
        try await playing("bad-input", migrated: Play.services, running: Play.services) { stage in
            try await stage.setTime(try #require(Instant("2019-07-07T12:00:00Z")))
            for service in Play.services {
                let before = try await RowCounts(of: service, on: stage)
                var requests = BadRequests(to: service, at: try await stage.api(service))
                try await requests.send()
                #expect(requests.faults == [])
                #expect(try await RowCounts(of: service, on: stage).changes(since: before) == [])
            }
            try await commands(on: stage)
            try await completion(on: stage)
        }
    }

    /// The system is up anyway: what completes commands is a script that shells read, with the words of closed lists.
    private func completion(on stage: Stage) async throws {
        let shell = try await Shell(on: stage)
        for service in Play.services {
            try await shell.run(
                "\(service) --generate-completion-script bash >\(service).bash && bash -n \(service).bash")
        }
        let script = try await shell.run("cat orders.bash logistics.bash catalogue.bash")
        for word in ["fulfilling", "under-way", "quarantined", "--county", "--column"] {
            #expect(script.contains(word))
        }
    }

    /// Each is refused in one line, with exit code 2, and stores nothing.
    private func commands(on stage: Stage) async throws {
        let shell = try await Shell(on: stage)
        let nobody = "0190163d-8694-739b-aea5-966c26f8ad91"
        let refused = [
            "orders list --county Luodian", "orders list --state lost", "orders show peach", "orders show \(nobody)",
            "orders cancel \(nobody) --actor li", "orders report --county 522728100201",
            "catalogue lot receive missing.json --actor li", "catalogue lot receive - --actor li <<<'{'",
            #"catalogue lot receive - --actor li <<<'{"lots": 7}'"#, "catalogue product list --column colour",
            "catalogue product list --limit 0", "catalogue audit recount --actor li",
            "eligibility register --all --county 5227 --announced-on 2019-07-08 --actor li",
            "logistics run list --state flying", "logistics station close \(nobody) --actor li --yes",
            "livestream episode cancel \(nobody) --actor li", "livestream day show yesterday",
        ]
        for service in Play.services {
            let before = try await RowCounts(of: service, on: stage)
            for command in refused where command.hasPrefix("\(service) ") {
                // The shell ends with the exit code and the count of the lines, if these are not as they should be.
                try await shell.run(
                    """
                    said=$(\(command) 2>&1 >/dev/null) && code=0 || code=$?
                    [[ $code -eq 2 && $(wc -l <<<"$said") -eq 1 && -n $said ]] || {
                        echo "$code: $said"
                        exit 1
                    }
                    """)
            }
            #expect(try await RowCounts(of: service, on: stage).changes(since: before) == [])
        }
    }
}
