public import Vocabulary

extension Presenter {
    /// ∅ → active.
    public static func register(
        id: UUIDv7,
        name: String,
        at now: Instant
    ) throws(PresenterRefusal) -> (Presenter, [PresenterFact]) {
        guard !name.isBlank else { throw .nameMissing }
        return (Presenter(id: id, name: name, state: .active), [.registered(at: now)])
    }
}
