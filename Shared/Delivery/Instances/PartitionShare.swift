/// The partitions that fall to one of the living instances of a service.
///
/// Each instance reckons its share by itself, from its rank among the living and their number. The shares of all ranks
/// are disjoint, cover everything and differ by one partition at most. Instances that do not see the same ones living, as
/// at a death or a join, may mean the same partition; the lock of each partition settles that.
struct PartitionShare: Sendable, Equatable {
    /// The partitions of the share, in order.
    let partitions: [Int]

    /// - Parameters:
    ///   - rank: the instance's place among the living, from 0.
    ///   - living: how many live, at least one.
    ///   - count: how many partitions there are.
    init(ofRank rank: Int, among living: Int, of count: Int) {
        precondition((0..<living).contains(rank), "an instance is one of the living")
        partitions = Array(stride(from: rank, to: count, by: living))
    }

    /// What an instance that holds some partitions lets go of.
    func surplus(of held: Set<Int>) -> [Int] {
        held.subtracting(partitions).sorted()
    }

    /// What it tries to take.
    func lack(of held: Set<Int>) -> [Int] {
        partitions.filter { !held.contains($0) }
    }
}
