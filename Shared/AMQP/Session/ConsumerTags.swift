/// The tags of one channel's consumers, each never used twice: a quorum queue that is consumed again under a tag that
/// it knows takes back what it has delivered under it.
struct ConsumerTags {
    private var tags: [String: String] = [:]
    private var queues: [String: String] = [:]
    private var last = 0

    /// The tag of a new consumer, which is the queue's only one from here on.
    mutating func newTag(for queue: String) -> String {
        last += 1
        let tag = "\(last)"
        tags[queue] = tag
        queues[tag] = queue
        return tag
    }

    /// The tag of the consumer that is to be stopped; nil if there is none.
    mutating func removeTag(of queue: String) -> String? {
        tags.removeValue(forKey: queue)
    }

    /// The queue of a consumer that the broker has stopped; nil if it was no longer ours.
    mutating func cancelled(_ tag: String) -> String? {
        guard let queue = queues[tag], tags[queue] == tag else { return nil }
        tags[queue] = nil
        return queue
    }

    /// The queue of a consumer, also of one that was stopped, since its deliveries may be on their way still.
    func queue(of tag: String) -> String {
        queues[tag] ?? ""
    }
}
