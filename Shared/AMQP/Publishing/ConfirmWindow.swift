/// The messages that were sent on one connection and not answered yet, bounded by count and by bytes.
///
/// Tags count from 1 in the order of sending, as the broker counts; answers come in any order, each for one tag or for
/// all up to it. A pure value: it is told what happened and says which messages are settled by it.
struct ConfirmWindow {
    /// Which message of whom.
    struct Ticket: Hashable {
        let call: Int
        let index: Int
    }

    struct Settled: Equatable {
        let ticket: Ticket
        let outcome: PublishOutcome
    }

    private struct Entry {
        let ticket: Ticket
        let bytes: Int
        let returnKey: String?
        var returned: PublishOutcome?
    }

    private let maximumCount: Int
    private let maximumBytes: Int
    /// Entries from the oldest unsettled tag on; nil where a later one was settled first.
    private var entries: [Entry?] = []
    private var head = 0
    private var headTag: UInt64 = 1
    private var tagsByReturnKey: [String: UInt64] = [:]

    private(set) var count = 0
    private(set) var bytes = 0

    init(maximumCount: Int, maximumBytes: Int) {
        precondition(maximumCount > 0 && maximumBytes > 0, "a window without room would never let a message pass")
        self.maximumCount = maximumCount
        self.maximumBytes = maximumBytes
    }

    /// The tag that the next message gets.
    var nextTag: UInt64 {
        headTag + UInt64(entries.count - head)
    }

    /// Whether a message may be sent now. One that is larger than the bound passes alone. A message whose return could
    /// be taken for another's waits for that other.
    func admits(bytes additional: Int, returnKey: String?) -> Bool {
        guard count > 0 else { return true }
        if let returnKey, tagsByReturnKey[returnKey] != nil { return false }
        return count < maximumCount && bytes + additional <= maximumBytes
    }

    /// Notes a message as sent.
    mutating func enter(_ ticket: Ticket, bytes additional: Int, returnKey: String?) {
        if let returnKey { tagsByReturnKey[returnKey] = nextTag }
        entries.append(Entry(ticket: ticket, bytes: additional, returnKey: returnKey))
        count += 1
        bytes += additional
    }

    /// Notes that a message reached no queue; its answer is still to come, and then says so.
    mutating func returned(key: String, code: Int, reason: String) {
        guard let tag = tagsByReturnKey[key] else { return }
        entries[position(of: tag)]?.returned = .returned(code: code, reason: reason)
    }

    /// The broker's answer to one tag, or to all unsettled ones up to it.
    ///
    /// Zero, which stands for all in the other direction, settles nothing: messages may have been sent since the broker
    /// said so, and would be taken for confirmed. RabbitMQ answers with the tags that it means.
    mutating func answered(_ outcome: PublishOutcome, tag: UInt64, multiple: Bool) -> [Settled] {
        guard tag >= headTag, tag < nextTag else { return [] }
        let last = position(of: tag)
        var settled: [Settled] = []
        for position in (multiple ? head : last)...last {
            guard let entry = remove(at: position) else { continue }
            settled.append(Settled(ticket: entry.ticket, outcome: entry.returned ?? outcome))
        }
        advance()
        return settled
    }

    /// The connection is gone, and with it every answer. Tags count from 1 again.
    mutating func connectionLost(_ error: AMQPError) -> [Settled] {
        let settled = entries[head...].compactMap(\.self).map { entry in
            Settled(ticket: entry.ticket, outcome: entry.returned ?? .unknown(error))
        }
        self = ConfirmWindow(maximumCount: maximumCount, maximumBytes: maximumBytes)
        return settled
    }

    private func position(of tag: UInt64) -> Int {
        head + Int(tag - headTag)
    }

    private mutating func remove(at position: Int) -> Entry? {
        guard let entry = entries[position] else { return nil }
        entries[position] = nil
        count -= 1
        bytes -= entry.bytes
        if let key = entry.returnKey { tagsByReturnKey[key] = nil }
        return entry
    }

    private mutating func advance() {
        while head < entries.count, entries[head] == nil {
            head += 1
            headTag += 1
        }
        // Compacting once more than half is gone keeps the cost per message constant.
        if head > 64, head * 2 > entries.count {
            entries.removeFirst(head)
            head = 0
        }
    }
}
