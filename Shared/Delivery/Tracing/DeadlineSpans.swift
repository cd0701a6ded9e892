internal import Tracing

extension WorkSpans {
    /// Of deadlines that have passed. Their parent is the work that set them; without one each begins a trace of its own.
    init(working passed: [DeadlineHandlers.Passed], of kind: String) {
        self.init(passed, ofKind: .internal, from: \.trace, begins: true) {
            ("deadline \(kind)", ["throughtrain.subject": .string($0.subject)])
        }
    }

    /// The deadlines as their handlers get them: with the place of their work, which what is told of it comes from.
    func placing(_ passed: [DeadlineHandlers.Passed]) -> [DeadlineHandlers.Passed] {
        passed.indices.map { index in
            var deadline = passed[index]
            deadline.trace = place(index) ?? deadline.trace
            return deadline
        }
    }
}
