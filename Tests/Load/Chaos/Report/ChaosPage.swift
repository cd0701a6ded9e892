import Foundation
import Runtime

/// The report as people read it.
struct ChaosPage: CustomStringConvertible {
    private let report: ChaosReport

    init(_ report: ChaosReport) {
        self.report = report
    }

    var description: String {
        [table, faults, leftOut, verdict].filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var table: String {
        var table = Table(
            "act", "blows", "accepted", "final", "lost", "doubled", "parked", "recovered s", "sent again", "")
        for act in report.acts {
            table.add(
                act.act, "\(act.deeds)", "\(act.accepted)", "\(act.final)", "\(act.lost)", "\(act.doubled)",
                "\(act.parked)", act.lost == 0 ? String(format: "%.1f", act.recoverS) : "-", "\(act.repeats)",
                act.faults.isEmpty ? "kept" : "broken")
        }
        return "\(table)"
    }

    private var faults: String {
        report.acts.flatMap { act in act.faults.map { "\(act.act): \($0)" } }.joined(separator: "\n")
    }

    private var leftOut: String {
        report.leftOut.sorted { $0.key < $1.key }.map { "\($0.key) was left out: \($0.value)" }.joined(separator: "\n")
    }

    private var verdict: String {
        report.isKept
            ? "Every accepted order came to its end, once."
            : "A promise was broken. Played again by --seed \(report.seed)."
    }
}
