import Foundation
import Seeds
import TestSupport
import Testing
import Vocabulary

@testable import Story

@Suite("Bad files of commands", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(5)))
struct BadFilesTests {
    private static let files = 24

    @Test("are taken whole, or refused with exit code 2 and a reason, and nothing of them is loaded")
    func files() async throws {
        let services = ["catalogue", "eligibility"]
        try await playing("bad-files", migrated: services, running: []) { stage in
            try await stage.setTime(try #require(Instant("2019-07-07T12:00:00Z")))
            let lots = try #require(
                try PublishedRoutes(of: "catalogue").routes.first { $0.method == "POST" && $0.path == "/lots" }?.example
            )
            try await spoil(lots, "catalogue", "lot receive", on: stage)
            try await spoil(Array(Self.sheet.utf8), "eligibility", "household import", on: stage)
        }
    }

    private func spoil(_ file: [UInt8], _ service: String, _ command: String, on stage: Stage) async throws {
        let shell = try await Shell(on: stage)
        let path = "\(stage.folder)/bad-file"
        var refused = 0
        for seed in 0..<UInt64(Self.files) {
            var mutation = Mutation(seed: seed)
            try Data(mutation.input(from: [file])).write(to: URL(fileURLWithPath: path))
            let before = try await RowCounts(of: service, on: stage)
            // The last line says how it ended; what was said comes before.
            let said = try await shell.run(
                "\(service) \(command) \(path) --actor li 2>&1 && code=0 || code=$?\necho $code")
            let lines = said.split(separator: "\n")
            guard lines.last != "0" else { continue }
            refused += 1
            #expect(
                lines.last == "2" && lines.count > 1 && !said.contains("Fatal"), "\(command), seed \(seed): \(said)")
            let changes = try await RowCounts(of: service, on: stage).changes(since: before)
            #expect(changes == [], "\(command), seed \(seed)")
        }
        #expect(refused > Self.files / 2)
    }

    /// Two households, as the command's help shows them.
    private static let sheet = """
        household,village,surveyed_on,attribute,main_cause,other_causes,has_food,has_clothing,\
        dwelling_m2,dwelling_grade,water,power,fuel,road,trunk_road_m,arable_mu,woodland_mu,pasture_mu,\
        name,identity_number,phone,relation,education,schooling,health,labour,work,insurance,joined_on,consented_on,wages_yuan,operating_yuan,property_yuan,transfer_yuan,production_costs_yuan
        7,522728100201,2019-03-04,general,labour,illness,yes,yes,96,C,carried,domestic,firewood,earth,8000,2.5,1,,\
        王秀英,522728197001019003,,head,primary,none,healthy,ordinary,farming,basic-medical,2014-01-01,2019-03-04,900,600,,10,50
        8,522728100201,2019-03-04,general,labour,illness,yes,yes,96,B,tap,domestic,firewood,paved,800,2.5,1,,\
        李国强,522728198002029013,,head,primary,none,healthy,ordinary,farming,basic-medical,2014-01-01,2019-03-04,9000,600,,10,50

        """
}
