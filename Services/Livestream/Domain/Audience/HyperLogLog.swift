/// How many different things were seen, in a few kilobytes however many there were, within about 1.04/√m of the truth,
/// where m is the number of registers: 1.6% for 2^12 of them, 0.8% for 2^14.
///
/// Registers after Flajolet, Fusy, Gandouet and Meunier, "HyperLogLog: the analysis of a near-optimal cardinality
/// estimation algorithm" (2007). The estimate is that of Ertl, "New cardinality estimation algorithms for HyperLogLog
/// sketches" (2017), algorithm 6: its correction for few things holds over the whole range, where the original's switch
/// to linear counting leaves a bias. His correction for very many is left out, since it matters past some 2^60 of them.
public struct HyperLogLog: Sendable, Hashable {
    /// How many bits of a hash choose a register.
    public static let precisions = 12...14

    /// One byte per register: the longest run of zeros seen there, plus one; 0 if nothing fell there.
    public private(set) var registers: [UInt8]

    /// Nothing seen yet.
    /// - Precondition: the precision is one of ``precisions``.
    public init(precision: Int = 14) {
        precondition(Self.precisions.contains(precision), "a precision of \(precision) is not supported")
        registers = Array(repeating: 0, count: 1 << precision)
    }

    /// As stored or received; nil if these cannot be the registers of a supported precision.
    public init?(registers: [UInt8]) {
        let precision = registers.count.trailingZeroBitCount
        guard Self.precisions.contains(precision), registers.count == 1 << precision,
            registers.allSatisfy({ $0 <= Self.highestRank(at: precision) })
        else { return nil }
        self.registers = registers
    }

    /// How many bits of a hash choose a register.
    public var precision: Int { registers.count.trailingZeroBitCount }

    private static func highestRank(at precision: Int) -> Int { 64 - precision + 1 }

    /// What something seen leaves behind: a rank, in the register that its hash chose.
    public struct Observation: Sendable, Hashable {
        /// Which register.
        public let register: Int
        /// The run of zeros, plus one.
        public let rank: UInt8

        /// What a hash leaves behind.
        /// - Precondition: the precision is one of ``precisions``.
        public init(of hash: UInt64, precision: Int = 14) {
            precondition(precisions.contains(precision), "a precision of \(precision) is not supported")
            register = Int(hash >> UInt64(64 - precision))
            let rest = hash << UInt64(precision)
            rank = UInt8(min(rest.leadingZeroBitCount, 64 - precision) + 1)
        }
    }

    /// Notes something seen, by a hash whose 64 bits are evenly distributed. Seen again, it changes nothing.
    public mutating func insert(hash: UInt64) {
        let observation = Observation(of: hash, precision: precision)
        registers[observation.register] = max(registers[observation.register], observation.rank)
    }
}

// MARK: - Merging

extension HyperLogLog {
    /// Adds what another has seen. The result is what one would hold that had seen everything itself, at the lower
    /// precision of the two.
    public mutating func formUnion(_ other: HyperLogLog) {
        let common = min(precision, other.precision)
        let (mine, theirs) = (folded(to: common), other.folded(to: common))
        registers = zip(mine.registers, theirs.registers).map { max($0, $1) }
    }

    /// What both have seen together.
    public func union(_ other: HyperLogLog) -> HyperLogLog {
        var result = self
        result.formUnion(other)
        return result
    }

    private func folded(to lower: Int) -> HyperLogLog {
        let dropped = precision - lower
        guard dropped > 0 else { return self }
        var result = HyperLogLog(precision: lower)
        for (index, rank) in registers.enumerated() where rank > 0 {
            // The bits that choose no register any more now begin the run of zeros; only if all are zero it goes on.
            let bits = index & (1 << dropped - 1)
            let run = bits == 0 ? dropped + Int(rank) : dropped - (Int.bitWidth - bits.leadingZeroBitCount) + 1
            let register = index >> dropped
            result.registers[register] = max(result.registers[register], UInt8(run))
        }
        return result
    }
}

// MARK: - Estimating

extension HyperLogLog {
    /// About how many different things were seen.
    public var estimate: Int64 {
        let highest = Self.highestRank(at: precision)
        var count = [Double](repeating: 0, count: highest + 1)
        for rank in registers { count[Int(rank)] += 1 }
        let size = Double(registers.count)
        var sum = 0.0
        for rank in (1...highest).reversed() { sum = 0.5 * (sum + count[rank]) }
        sum += size * Self.sigma(count[0] / size)
        let estimate = (Self.limitOfAlpha * size * size / sum).rounded()
        // Registers that were received may claim more than 64 bits can count.
        return Int64(exactly: estimate) ?? .max
    }

    /// 1 / (2 ln 2).
    private static let limitOfAlpha = 0.721_347_520_444_481_703_68

    /// What registers that are still empty add: the correction for few things.
    private static func sigma(_ share: Double) -> Double {
        guard share < 1 else { return .infinity }
        var (power, weight, sum) = (share, 1.0, share)
        while true {
            power *= power
            let next = sum + power * weight
            guard next != sum else { return sum }
            sum = next
            weight += weight
        }
    }
}
