import Seeds
import Testing

@testable import Delivery

@Suite("The partitions are shared among the living instances")
struct PartitionShareTests {
    @Test("so that each falls to one of them, and no share is larger than another by more than one")
    func whole() {
        for count in 1...12 {
            for living in 1...16 {
                let shares = (0..<living).map { PartitionShare(ofRank: $0, among: living, of: count).partitions }
                #expect(shares.flatMap { $0 }.sorted() == Array(0..<count), "\(living) share \(count)")
                let sizes = shares.map(\.count)
                #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1, "\(living) share \(count)")
            }
        }
    }

    @Test(
        "and who holds others than its own lets go of them and lacks the rest",
        arguments: [
            (held: [0, 1, 2, 3], surplus: [1, 3], lack: []),
            (held: [1, 3], surplus: [1, 3], lack: [0, 2]),
            (held: [0, 2], surplus: [], lack: []),
            (held: [0], surplus: [], lack: [2]),
            (held: [], surplus: [], lack: [0, 2]),
        ])
    func moves(held: [Int], surplus: [Int], lack: [Int]) {
        let share = PartitionShare(ofRank: 0, among: 2, of: 4)
        #expect(share.surplus(of: Set(held)) == surplus)
        #expect(share.lack(of: Set(held)) == lack)
    }

    @Test("and instances that join and die at random, each looking in its own time, come to hold their shares")
    func random() {
        for seed in UInt64(1)...500 {
            var generator = SplitMix64(seed: seed)
            var house = House(count: .random(in: 1...8, using: &generator))
            for _ in 0..<60 { house.step(&generator) }
            house.join()
            // Two looks: at the first, each lets go; at the second, each takes.
            for _ in 0..<2 { house.allLook() }
            #expect(house.isSettled, "seed \(seed)")
            #expect(house.doubles == 0, "seed \(seed)")
        }
    }
}

/// Instances and the locks of the partitions, without a server.
private struct House {
    let count: Int
    var held: [Int: Set<Int>] = [:]
    var locks: [Int: Int] = [:]
    var last = 0
    /// How often a partition was held by two.
    var doubles = 0

    init(count: Int) { self.count = count }

    mutating func step(_ generator: inout SplitMix64) {
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: join()
        case 1: if let one = held.keys.sorted().randomElement(using: &generator) { die(one) }
        default: if let one = held.keys.sorted().randomElement(using: &generator) { look(one) }
        }
        let all = held.values.flatMap { $0 }
        if Set(all).count < all.count { doubles += 1 }
    }

    mutating func join() {
        last += 1
        held[last] = []
    }

    mutating func die(_ one: Int) {
        held[one] = nil
        locks = locks.filter { $0.value != one }
    }

    mutating func allLook() { for one in held.keys.sorted() { look(one) } }

    mutating func look(_ one: Int) {
        let share = share(of: one)
        for partition in share.surplus(of: held[one] ?? []) {
            held[one]?.remove(partition)
            locks[partition] = nil
        }
        for partition in share.lack(of: held[one] ?? []) where locks[partition] == nil {
            locks[partition] = one
            held[one]?.insert(partition)
        }
    }

    func share(of one: Int) -> PartitionShare {
        let living = held.keys.sorted()
        return PartitionShare(ofRank: living.firstIndex(of: one) ?? 0, among: living.count, of: count)
    }

    var isSettled: Bool {
        held.allSatisfy { one, partitions in partitions == Set(share(of: one).partitions) }
    }
}
