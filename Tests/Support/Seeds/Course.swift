/// One way that a scenario can go: the seed of each step, and before which of them the crash comes.
struct Course<Played: Scenario>: Sendable {
    private let beginning: UInt64
    private let end: UInt64
    private let crashSeed: UInt64
    private var steps: [UInt64]
    private var crash: Int?

    /// The course of a seed, without a crash. Each step draws from a seed of its own, so that it is the same step when others
    /// are left out, or when a crash came before it.
    init(seed: UInt64, steps count: Int) {
        var generator = SplitMix64(seed: seed)
        beginning = generator.next()
        end = generator.next()
        crashSeed = generator.next()
        steps = (0..<count).map { _ in generator.next() }
    }

    /// The first course of a seed on which something does not hold: that without a crash, and then those with a crash before one
    /// of the steps, or at the end.
    static func broken(ofSeed seed: UInt64, steps count: Int) -> Course? {
        let calm = Course(seed: seed, steps: count)
        if calm.isBroken { return calm }
        var script = Script(isWritten: false)
        // What comes before a crash is played once for all of them: a scenario is a value, of which each crash takes a copy.
        var played = calm.begun(&script)
        for place in 0...count {
            if calm.mayCrash(before: place), calm.breaks(played, crashingBefore: place, &script) {
                return calm.crashing(before: place)
            }
            // Nothing can be thrown: without a crash all of it held.
            if place < count { try? calm.takeStep(place, &played, &script) }
        }
        return nil
    }

    /// Plays it. Throws what did not hold.
    func play(_ script: inout Script) throws {
        var played = begun(&script)
        try goOn(with: &played, from: 0, &script)
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
}

// MARK: - Playing

extension Course {
    private func begun(_ script: inout Script) -> Played {
        script.turn(to: beginning)
        return Played(&script)
    }

    private func goOn(with played: inout Played, from first: Int, _ script: inout Script) throws {
        for index in first..<steps.count {
            try crashIfDue(before: index, &played, &script)
            try takeStep(index, &played, &script)
        }
        try crashIfDue(before: steps.count, &played, &script)
        script.turn(to: end)
        try played.settle(&script)
        try played.check()
    }

    private func takeStep(_ index: Int, _ played: inout Played, _ script: inout Script) throws {
        script.turn(to: steps[index])
        try played.step(&script)
        try played.check()
    }

    private func crashIfDue(before index: Int, _ played: inout Played, _ script: inout Script) throws {
        guard crash == index else { return }
        script.turn(to: crashSeed)
        try played.crash(&script)
        try played.check()
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

// MARK: - Where the crash comes

/// Up to here a crash is tried before each step of a story; after it, before so many steps as are drawn.
private let boundOfEachCrash = 64
private let countOfDrawnCrashes = 16

extension Course {
    /// Whether a crash before a step is tried: each of a story that is short, and some of the rest of a long one.
    private func mayCrash(before place: Int) -> Bool {
        let rest = steps.count - boundOfEachCrash
        if place < boundOfEachCrash || rest <= countOfDrawnCrashes { return true }
        var generator = SplitMix64(seed: crashSeed)
        return (0..<countOfDrawnCrashes).contains { _ in
            boundOfEachCrash + Int(generator.next() % UInt64(rest + 1)) == place
        }
    }

    /// Whether something does not hold when what has been played up to a step goes on with a crash before it.
    private func breaks(_ played: Played, crashingBefore place: Int, _ script: inout Script) -> Bool {
        var copy = played
        do {
            try crashing(before: place).goOn(with: &copy, from: place, &script)
            return false
        } catch {
            return true
        }
    }

    private func crashing(before place: Int) -> Course {
        var course = self
        course.crash = place
        return course
    }

    private func without(_ left: Range<Int>) -> Course {
        var shorter = self
        shorter.steps.removeSubrange(left)
        if let crash, crash > left.lowerBound {
            shorter.crash = max(left.lowerBound, crash - left.count)
        }
        return shorter
    }
}
