import Seeds

@testable import AMQP

/// The publisher's side of a broker: one connection at a time, messages and answers on their way, and what it has taken.
struct ModelBroker {
    /// What a broker decides about a message.
    enum Fate: Equatable {
        case taken
        case refused
        case unroutable
    }

    /// What it says.
    enum Frame {
        case answer(isTaken: Bool, tag: UInt64, multiple: Bool, settles: [Int])
        case returned(key: String, number: Int)
    }

    /// A message as it travels.
    struct Sent {
        let number: Int
        let message: AMQPMessage
    }

    private(set) var fates: [Int: Fate] = [:]
    private var arriving: [Sent] = []
    private var unanswered: [(tag: UInt64, number: Int)] = []
    private var leaving: [Frame] = []
    private var lastTag: UInt64 = 0

    /// Whether nothing is under way in either direction.
    var isQuiet: Bool {
        arriving.isEmpty && unanswered.isEmpty && leaving.isEmpty
    }

    mutating func send(_ sent: Sent) {
        arriving.append(sent)
    }

    /// Takes up to a number of messages from the wire and decides about them.
    mutating func receive(_ count: Int, _ script: inout Script) {
        for _ in 0..<min(count, arriving.count) {
            let sent = arriving.removeFirst()
            lastTag += 1
            unanswered.append((lastTag, sent.number))
            let fate: Fate = [.taken, .taken, .refused, .unroutable][script.below(4)]
            // What is not mandatory is dropped, which counts as taken.
            fates[sent.number] = fate == .unroutable && !sent.message.isMandatory ? .taken : fate
            if fates[sent.number] == .unroutable {
                leaving.append(.returned(key: sent.message.messageID ?? "", number: sent.number))
            }
            script.write("the broker decides about \(sent.number): \(fate)")
        }
    }

    /// Answers one message, or all up to it where their answers are the same.
    mutating func answer(_ script: inout Script) {
        guard !unanswered.isEmpty else { return }
        let index = script.below(unanswered.count)
        let isTaken = fates[unanswered[index].number] != .refused
        let before = unanswered[...index]
        let multiple = script.once(in: 2) && before.allSatisfy { (fates[$0.number] != .refused) == isTaken }
        let settled = multiple ? before : unanswered[index...index]
        let tag = unanswered[index].tag
        let numbers = settled.map(\.number)
        leaving.append(.answer(isTaken: isTaken, tag: tag, multiple: multiple, settles: numbers))
        unanswered.removeSubrange(settled.indices)
        script.write("the broker answers \(numbers), tag \(tag)\(multiple ? " and before" : "")")
    }

    /// What it said next, as it reaches the publisher.
    mutating func nextFrame() -> Frame? {
        leaving.isEmpty ? nil : leaving.removeFirst()
    }

    /// The connection breaks: some of what was on its way arrives, and no answer comes any more.
    mutating func breakConnection(_ script: inout Script) {
        receive(script.below(arriving.count + 1), &script)
        (arriving, unanswered, leaving, lastTag) = ([], [], [], 0)
    }
}
