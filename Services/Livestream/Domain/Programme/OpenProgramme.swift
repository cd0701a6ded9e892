public import Vocabulary

extension Programme {
    /// ∅ → open.
    public static func open(id: UUIDv7, title: Title, at now: Instant) -> (Programme, [ProgrammeFact]) {
        (Programme(id: id, title: title, state: .open), [.opened(at: now)])
    }
}
