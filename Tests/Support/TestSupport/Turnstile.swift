/// Lets a bounded number through at once; the others wait their turn.
actor Turnstile {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ places: Int) {
        free = places
    }

    /// Takes a place, when one is free.
    func enter() async {
        if free > 0 {
            free -= 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    /// Gives the place to who has waited longest.
    func leave() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}

extension Turnstile {
    /// For tests with a database of their own. Each holds connections, and all tests at once would use them up.
    static let schemas = Turnstile(16)
}
