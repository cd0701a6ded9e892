public import Runtime
public import Vocabulary

extension CommandContext {
    /// Somebody who may do everything everywhere, for tests of what commands do.
    public init(actor: String, reason: String = "", now: Instant) {
        self.init(by: Caller(actor, as: .operator), reason: reason, now: now)
    }
}
