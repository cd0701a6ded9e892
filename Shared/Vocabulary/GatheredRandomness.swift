internal import Glibc
internal import Synchronization

/// The system's own randomness, as `SystemRandomNumberGenerator` gives it, asked for 256 bytes at a time: asked for each word, it
/// costs a call to the kernel, and a batch of orders takes thousands.
struct GatheredRandomness: RandomNumberGenerator {
    private struct Store {
        var words = [UInt64](repeating: 0, count: 32)
        var left = 0

        mutating func take() -> UInt64 {
            if left == 0 {
                fill()
                left = words.count
            }
            left -= 1
            return words[left]
        }

        /// No more than 256 bytes are given at once, and these whole (getentropy(3)). It fails on no kernel that this runs on.
        private mutating func fill() {
            let failure = words.withUnsafeMutableBytes { getentropy($0.baseAddress, $0.count) }
            precondition(failure == 0, "the system gives no randomness")
        }
    }

    private static let store = Mutex(Store())

    mutating func next() -> UInt64 {
        Self.store.withLock { $0.take() }
    }
}
