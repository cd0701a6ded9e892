import Foundation
import Runtime

/// The report as people read it.
struct ReportPage: CustomStringConvertible {
    private let report: BenchReport

    init(_ report: BenchReport) {
        self.report = report
    }

    var description: String {
        [figures, conditions, goals].joined(separator: "\n\n")
    }

    private var figures: String {
        var table = Table("figure", "median", "unit", "runs", "spread %")
        for figure in report.figures {
            guard let median = figure.median else { continue }
            table.add(
                figure.name, number(median), figure.unit, "\(figure.runs.count)",
                figure.runs.count > 1 ? "\(Int((figure.spread * 100).rounded()))" : "-")
        }
        return "\(table)"
    }

    private var conditions: String {
        var table = Table("run", "seconds", "load", "others' cores", "stolen cores", "")
        for run in report.conditions {
            table.add(
                run.run, number(run.seconds), number(run.loadAverage), number(run.otherCores), number(run.stolenCores),
                run.isQuiet ? "" : "disturbed")
        }
        return "\(table)"
    }

    private var goals: String {
        var table = Table("goal", "", "bound", "measured", "unit", "verdict")
        for goal in report.goals {
            table.add(
                goal.what, goal.side.rawValue, number(goal.bound), goal.measured.map(number) ?? "-", goal.unit,
                goal.isMet.map { $0 ? "met" : "missed" } ?? "not measured")
        }
        return "\(table)"
    }

    /// With as many decimals as matter.
    private func number(_ value: Double) -> String {
        let decimals = abs(value) >= 100 ? 0 : abs(value) >= 10 ? 1 : 3
        return String(format: "%.\(decimals)f", value)
    }
}
