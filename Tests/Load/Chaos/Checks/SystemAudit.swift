import LoadRig
import LocalScripts

/// The audit over all services, by the script that operators use: each one's own, and every log against every inbox.
enum SystemAudit {
    /// What it found; empty when all is well.
    static func faults(of system: RigSystem) async -> [String] {
        do {
            try await system.script("audit", [system.instance])
            return []
        } catch let failure as ScriptFailure {
            return lines(of: failure.description)
        } catch {
            return ["the audit did not run: \(error)"]
        }
    }

    /// What it printed, without the lines that say what it was doing.
    static func lines(of printed: String) -> [String] {
        let lines = printed.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("audit: ") }
        return lines.isEmpty ? ["the audit failed, and did not say why"] : lines
    }
}
