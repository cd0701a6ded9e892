/// One way that a scenario can go: the seed of each step, and before which of them the crash comes.
struct Course<Played: Scenario>: Sendable {
    private let beginning: UInt64
    private let end: UInt64
    private var steps: [UInt64]
    private var crash: (before: Int, seed: UInt64)?

    /// The course of a seed. Each step draws from a seed of its own, so that it is the same step when others are left out.
    init(seed: UInt64, steps count: Int, crashBefore crash: Int?) {
        var generator = SplitMix64(seed: seed)
        beginning = generator.next()
        end = generator.next()
        let crashSeed = generator.next()
        steps = (0..<count).map { _ in generator.next() }
        self.crash = crash.map { ($0, crashSeed) }
    }

    /// Plays it. Throws what did not hold.
    func play(_ script: inout Script) throws {
        script.turn(to: beginning)
        var played = Played(&script)
        for (index, seed) in steps.enumerated() {
            try crashIfDue(at: index, &played, &script)
            script.turn(to: seed)
            try played.step(&script)
            try played.check()
        }
        try crashIfDue(at: steps.count, &played, &script)
        script.turn(to: end)
        try played.settle(&script)
        try played.check()
    }

    private func crashIfDue(at index: Int, _ played: inout Played, _ script: inout Script) throws {
        guard let crash, crash.before == index else { return }
        script.turn(to: crash.seed)
        try played.crash(&script)
        try played.check()
    }

    /// A course with fewer steps on which something does not hold either, as short as leaving out steps makes it.
    func shortened() -> Course {
        var shortest = self
        var length = max(1, steps.count / 2)
        while true {
            var index = 0
            while index < shortest.steps.count {
                let shorter = shortest.without(index..<min(index + length, shortest.steps.count))
                if shorter.isBroken { shortest = shorter } else { index += length }
            }
            guard length > 1 else { break }
            length /= 2
        }
        var calm = shortest
        calm.crash = nil
        return calm.isBroken ? calm : shortest
    }

    private func without(_ left: Range<Int>) -> Course {
        var shorter = self
        shorter.steps.removeSubrange(left)
        if let crash, crash.before > left.lowerBound {
            shorter.crash?.before = max(left.lowerBound, crash.before - left.count)
        }
        return shorter
    }

    private var isBroken: Bool {
        var script = Script(isWritten: false)
        do {
            try play(&script)
            return false
        } catch {
            return true
        }
    }
}
