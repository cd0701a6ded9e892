import Foundation
import Vocabulary

/// Orders that are not fit to be taken, each for one fault.
struct UnfitOrders {
    let fault: String
    let body: [UInt8]
    let key: String?

    /// 20 of them, each like a good one but for its fault.
    static func all(like good: OrderDrafts.RetailBody) throws -> [UnfitOrders] {
        let text = String(decoding: try JSONEncoder().encode(good), as: UTF8.self)
        func spoiled(_ fault: String, _ part: String, _ wrong: String) throws -> UnfitOrders {
            let body = text.replacing(part, with: wrong)
            guard body != text else { throw StoryFault("nothing to spoil: \(part)") }
            return UnfitOrders(fault: fault, body: Array(body.utf8), key: UUIDv7.make().description)
        }
        let price = good.lines[0].price
        let quantity = good.lines[0].quantity
        let unit = quantity.unit
        return [
            UnfitOrders(fault: "no key", body: Array(text.utf8), key: nil),
            UnfitOrders(fault: "empty", body: [], key: "unfit-empty"),
            UnfitOrders(fault: "not JSON", body: Array("buy".utf8), key: "unfit-text"),
            UnfitOrders(fault: "cut off", body: Array(text.utf8.dropLast(9)), key: "unfit-cut"),
            UnfitOrders(fault: "a list", body: Array("[\(text)]".utf8), key: "unfit-list"),
            try spoiled("no buyer", "\"buyer\"", "\"purchaser\""),
            try spoiled("a buyer that is no token", good.buyer, "wang"),
            try spoiled("a session that is no token", good.session, "1"),
            try spoiled("no means of payment", "\"\(good.instrument)\"", "\"\""),
            try spoiled("an unknown channel", "\"\(good.channel)\"", "\"dream\""),
            try spoiled("an unknown kind of place", "\"kind\":\"\(good.destination.kind)\"", "\"kind\":\"moon\""),
            try spoiled("a place that is no id", good.destination.id, "here"),
            try spoiled("a city that is no code", "\"\(good.destination.city)\"", "\"shanghai\""),
            try spoiled("no lines", "\"lines\"", "\"rows\""),
            try spoiled("a listing that is no id", good.lines[0].listing, "oranges"),
            try spoiled("a listing that nobody knows", good.lines[0].listing, UUIDv7.make().description),
            try spoiled("an unknown unit", "\"unit\":\"\(unit)\"", "\"unit\":\"barrel\""),
            try spoiled("a quantity of nothing", "\"amount\":\(quantity.amount)", "\"amount\":0"),
            try spoiled("a quantity below nothing", "\"amount\":\(quantity.amount)", "\"amount\":-1"),
            try spoiled("a price that is no whole number", "\"fen\":\(price.fen)", "\"fen\":1.5"),
        ]
    }
}
