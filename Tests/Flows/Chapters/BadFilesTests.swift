import Foundation
import Seeds
import TestSupport
import Testing
import Vocabulary

@testable import Story

@Suite("Bad files of commands", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(5)))
struct BadFilesTests {
    /// Of each command.
    private static let files = 16

    @Test("are taken whole, or refused with exit code 2 and a reason, and nothing of them is loaded")
    func files() async throws {
        let services = ["catalogue", "eligibility", "logistics", "orders"]
        try await playing("bad-files", migrated: services, running: []) { stage in
            try await stage.setTime(try #require(Instant("2019-07-07T12:00:00Z")))
            try await spoil(Array(Self.producers.utf8), "catalogue", "producer register", isTaken: true, on: stage)
            try await spoil(body(ending: "/lots", of: "catalogue"), "catalogue", "lot receive", on: stage)
            try await spoil(Array(Self.sheet.utf8), "eligibility", "household import", isTaken: true, on: stage)
            try await spoil(Array(Self.hub.utf8), "logistics", "station open", isTaken: true, on: stage)
            let imports = try body(ending: "/imports", of: "orders")
            try await spoil(imports, "orders", "import --partner city-market", on: stage)
        }
    }

    /// What a route that takes the same as a command is sent.
    private func body(ending path: String, of service: String) throws -> [UInt8] {
        let route = try PublishedRoutes(of: service).routes.first { $0.method == "POST" && $0.path.hasSuffix(path) }
        return try #require(route?.example)
    }

    /// - Parameter isTaken: whether the file refers to nothing that is not there, so that it is taken as it is.
    private func spoil(
        _ file: [UInt8], _ service: String, _ command: String, isTaken: Bool = false, on stage: Stage
    ) async throws {
        let shell = try await Shell(on: stage)
        let path = "\(stage.folder)/bad-file"
        var (taken, refused) = (0, 0)
        for seed in 0..<UInt64(Self.files) {
            var mutation = Mutation(seed: seed)
            let isSpoilt = seed > 0
            try Data(isSpoilt ? mutation.input(from: [file]) : file).write(to: URL(fileURLWithPath: path))
            let before = try await RowCounts(of: service, on: stage)
            // The last line says how it ended; what was said comes before.
            let said = try await shell.run(
                "\(service) \(command) \(path) --actor li 2>&1 && code=0 || code=$?\necho $code")
            let lines = said.split(separator: "\n")
            let changes = try await RowCounts(of: service, on: stage).changes(since: before)
            guard lines.last != "0" else {
                taken += 1
                #expect(isSpoilt || changes != [], "\(command)")
                continue
            }
            refused += 1
            #expect(
                lines.last == "2" && lines.count > 1 && !said.contains("Fatal"), "\(command), seed \(seed): \(said)")
            #expect(changes == [], "\(command), seed \(seed)")
        }
        #expect(refused > Self.files / 2, "\(command)")
        #expect(taken > 0 || !isTaken, "\(command)")
    }

    /// Two households that sell.
    private static let producers = """
        {"producers": [{"kind": "household", "token": "\(Token.make())", "county": "522728"},
        {"kind": "household", "token": "\(Token.make())", "county": "522729"}]}
        """

    /// A county's hub, as the command's help shows it.
    private static let hub = """
        {"stations": [{"kind": "hub", "name": {"zh": "长顺县仓", "en": "Changshun hub"}, "township": "522729100",
        "longitude": 1064530000, "latitude": 260220000, "roles": [], "operator": "0190163d-8694-739b-aea5-966c26f8ad91",
        "bands": [{"min": 40, "max": 60, "allowed_min": 60}], "hours": [{"weekday": 1, "from": 480, "to": 1200}]}]}
        """

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
