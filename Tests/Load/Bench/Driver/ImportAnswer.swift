import Foundation
import Vocabulary

/// The answer to an import, as far as the driver needs it.
struct ImportAnswer {
    /// The orders that were taken.
    let taken: [UUIDv7]
    /// How many were not, by reason.
    let refusals: [String: Int]

    private struct Report: Decodable {
        struct Line: Decodable {
            let outcome: String
            let orderID: String?
            let reason: String?

            enum CodingKeys: String, CodingKey {
                case outcome, reason
                case orderID = "order_id"
            }
        }

        let lines: [Line]
    }

    /// Reads an answer. One that nothing is refused in is looked through for its ids alone, which costs the driver less.
    init(_ body: [UInt8]) {
        if let orders = Self.ordersAllTaken(in: body) {
            taken = orders
            refusals = [:]
            return
        }
        guard let report = try? JSONDecoder().decode(Report.self, from: Data(body)) else {
            taken = []
            refusals = ["unreadable answer": 1]
            return
        }
        taken = report.lines.filter { $0.outcome == "accepted" }.compactMap { $0.orderID.flatMap { UUIDv7($0) } }
        refusals = Dictionary(
            report.lines.filter { $0.outcome != "accepted" }.map { ($0.reason ?? $0.outcome, 1) }, uniquingKeysWith: +)
    }

    private static let none = Array(#""repeated":0,"refused":0,"#.utf8)
    private static let orderID = Array(#""order_id":""#.utf8)

    private static func ordersAllTaken(in body: [UInt8]) -> [UUIDv7]? {
        guard body.prefix(80).firstRange(of: none) != nil else { return nil }
        var orders: [UUIDv7] = []
        var rest = body[...]
        while let found = rest.firstRange(of: orderID) {
            guard let order = UUIDv7(utf8: rest[found.upperBound...].prefix(36)) else { return nil }
            orders.append(order)
            rest = rest[found.upperBound...].dropFirst(36)
        }
        return orders
    }
}
