public import EligibilityDomain
public import Runtime
internal import Vocabulary

extension HouseholdRefusal: Refused {}
extension AssessmentRefusal: Refused {}
extension DesignationRefusal: Refused {}
extension IncomeRefusal: Refused {}

/// Why a command over a set of households was refused. None of them moved.
struct SetRefused: Refused {
    /// The households that stand in its way, and why.
    let refusals: [(token: Token, refusal: HouseholdRefusal)]

    /// How many are named; the others are counted.
    static let named = 5

    var code: String { refusals.first?.refusal.code ?? "" }

    var description: String {
        if refusals.count == 1, let only = refusals.first { return only.refusal.description }
        let lines = refusals.prefix(Self.named).map { "\($0.token): \($0.refusal)" }
        let rest = refusals.count > Self.named ? ["and \(refusals.count - Self.named) more"] : []
        return "None moved, since \(refusals.count) could not. " + (lines + rest).joined(separator: " ")
    }
}
