internal import CRabbitMQ

extension Session {
    /// How many messages lie in a queue that no consumer holds.
    func messages(in queue: String) throws(AMQPError) -> Int {
        let channel = try administrationChannel()
        defer { scratch.recycle() }
        var messages = 0
        try request("queue \"\(queue)\"", on: channel) {
            let answer = amqp_queue_declare(
                connection, channel, scratch.bytes(queue), 1, 0, 0, 0, scratch.table([:]))
            messages = answer.map { Int($0.pointee.message_count) } ?? 0
            return answer != nil
        }
        return messages
    }
}
