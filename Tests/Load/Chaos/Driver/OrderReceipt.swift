import Vocabulary

/// The answer to an order that was taken.
struct OrderReceipt: Equatable {
    /// The order.
    let order: UUIDv7

    private static let mark = Array(#""order_id":""#.utf8)

    /// Finds the order's id in the answer; nil if it has none.
    init?(_ body: [UInt8]) {
        guard let found = body.firstRange(of: Self.mark),
            let order = UUIDv7(utf8: body[found.upperBound...].prefix(36))
        else { return nil }
        self.order = order
    }
}
