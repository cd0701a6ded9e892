internal import Postgres

extension Doctor {
    /// Whether personal data can be read and found; nothing to look at where none is kept.
    func personalData() async -> [Finding] {
        if Hosted.personalTables.isEmpty { return [] }
        let touches =
            "who people are: names, numbers and addresses can be neither kept nor read; the service does not start"
        let finding = await look("personal data", touches: touches) {
            let keys = try workbench.personalKeys()
            let rows = try await workbench.pool.withTransaction(readOnly: true) { transaction in
                let register = PersonalKeyRegister(in: transaction)
                try await register.expectAll(of: Hosted.personalTables, in: keys)
                return try await register.rows(of: Hosted.personalTables)
            }
            let older = rows.reduce(Int64(0)) { $0 + ($1.key == keys.current ? 0 : $1.value) }
            return "is kept under \(keys.current)"
                + (older > 0 ? "; \(older) rows are under other keys, until `\(Hosted.name) personal re-encrypt`" : "")
        } mending: { _ in
            // Keys that are needed are put back; only where there never was a file is one made.
            settings.personalKeysFile == nil
                ? "\(Hosted.name) personal make-key --set personal.keys-file=FILE" : "\(Hosted.name) personal keys"
        }
        return [finding]
    }
}
