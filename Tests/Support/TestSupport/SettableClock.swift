internal import Glibc
internal import Runtime
internal import Vocabulary

/// The file of a simulated time, in the temporary folder.
struct SettableClock: Sendable {
    let path: String

    init() {
        path = "/tmp/throughtrain-clock-\(UUIDv7.make())"
    }

    func set(_ instant: Instant) {
        guard let file = fopen(path, "w") else { return }
        fputs(DomainClock.content(settingTime: instant), file)
        fclose(file)
    }

    func remove() {
        unlink(path)
    }
}
