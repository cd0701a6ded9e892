import CatalogueService
import EligibilityService
import Foundation
import LivestreamService
import LogisticsService
import OrdersService
import Testing

@testable import CatalogueCommand
@testable import EligibilityCommand
@testable import LivestreamCommand
@testable import LogisticsCommand
@testable import OrdersCommand
@testable import Runtime

@Suite("The page of who may do what")
struct AccessPageTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../..").standardizedFileURL
    private static let heading = "## The table\n"

    @Test("ends with the table of the declarations")
    func current() throws {
        let page = try String(contentsOf: Self.root.appendingPathComponent("docs/access.md"), encoding: .utf8)
        let prose = try #require(page.components(separatedBy: Self.heading).first)
        let expected = prose + Self.heading + Self.table
        if page != expected {
            try expected.write(
                to: Self.root.appendingPathComponent(".build/access.md"), atomically: true, encoding: .utf8)
        }
        #expect(page == expected, "copy .build/access.md to docs/access.md, and look at what it changed")
    }

    @Test("names every service's commands, those of operating among them")
    func complete() {
        for tree in Self.trees {
            #expect(tree.acting.contains { $0.words.hasSuffix(" events parked replay") })
            #expect(tree.acting.count > 8)
        }
    }

    @Test("says which roles a command is for: it takes no others")
    func roles() async throws {
        for command in Self.trees.flatMap(\.acting) {
            for role in Role.allCases {
                let acting = Acting(need: command.need, actor: "li", role: role, tokenFile: nil, reason: "test")
                let isTaken: Bool
                do {
                    _ = try await acting.caller(AccessSettings(keysFile: nil))
                    isTaken = true
                } catch let problem as Problem where problem.status == 403 {
                    isTaken = false
                }
                #expect(isTaken == command.need.roles.contains(role), "\(command.words) as \(role)")
            }
        }
    }

    // MARK: - The table

    private static let trees = [
        CommandTree(of: CatalogueCommand.self), CommandTree(of: EligibilityCommand.self),
        CommandTree(of: LivestreamCommand.self), CommandTree(of: LogisticsCommand.self),
        CommandTree(of: OrdersCommand.self),
    ]

    private static let routes = [
        (CatalogueService.name, RouteDescription.routes(of: CatalogueService.self)),
        (EligibilityService.name, RouteDescription.routes(of: EligibilityService.self)),
        (LivestreamService.name, RouteDescription.routes(of: LivestreamService.self)),
        (LogisticsService.name, RouteDescription.routes(of: LogisticsService.self)),
        (OrdersService.name, RouteDescription.routes(of: OrdersService.self)),
    ]

    private static var table: String {
        var lines: [String] = []
        for (service, routes) in routes {
            lines += ["", "### Routes of \(service)", "", "| route | what it does | who |", "|---|---|---|"]
            lines += routes.map { "| `\($0.words)` | \($0.summary) | \(who($0.need)) |" }
        }
        for tree in trees {
            let program = tree.acting.first?.words.split(separator: " ").first ?? ""
            lines += ["", "### Commands of \(program)", "", "| command | what it does | who |", "|---|---|---|"]
            lines += tree.acting.map { "| `\($0.words)` | \($0.abstract) | \(who($0.need)) |" }
        }
        lines += [
            "", "### Commands that ask for nobody's name", "", "| command | what it does | of |", "|---|---|---|",
        ]
        lines += others
        return lines.joined(separator: "\n") + "\n"
    }

    /// Each once, however many services have it.
    private static var others: [String] {
        var services: [String: [String]] = [:]
        var rows: [(words: String, abstract: String)] = []
        for (service, tree) in zip(routes.map(\.0), trees) {
            for other in tree.others {
                if services[other.words] == nil { rows.append(other) }
                services[other.words, default: []].append(service)
            }
        }
        return rows.map { row in
            let owners = services[row.words] ?? []
            let names = owners.count == routes.count ? "every service" : owners.joined(separator: ", ")
            return "| `\(row.words)` | \(row.abstract) | \(names) |"
        }
    }

    private static func who(_ need: Need?) -> String {
        guard let need else { return "whose signature it bears" }
        return need == .anyRole ? "every role" : need.roles.map(\.rawValue).joined(separator: ", ")
    }
}
