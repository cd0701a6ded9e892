internal import EligibilityDomain
internal import Vocabulary

/// A household as a sheet has it.
struct Enrolment: Sendable {
    /// The line of its first row.
    let line: Int
    let village: DivisionCode
    let surveyedOn: Day
    let form: HouseholdForm
    let consent: Consent?
    let people: [(member: UUIDv7, fields: PersonalFields)]
    /// What it had in a year, by component, in fen.
    let income: [IncomeComponent: Fen]

    /// What it hands in to be put on file. Without a signature the consent holds on no day, and the rules say so.
    func application() -> Application {
        let unsigned = Consent(signatory: .make(), signedOn: surveyedOn, expiresOn: nil)
        return Application(
            household: .make(), token: .make(), village: village, form: form, consent: consent ?? unsigned)
    }

    /// What it had in a year as entries of the last month before the survey, which is the last that the year counts.
    func incomes(of household: UUIDv7) -> [IncomeEntry] {
        let survey = IncomeSource.survey(.make())
        let day = Month(of: surveyedOn).firstDay - 1
        return IncomeComponent.allCases.compactMap { component in
            guard let amount = income[component], amount != 0 else { return nil }
            return IncomeEntry(
                key: IncomeEntry.Key(household: household, source: survey, component: component), day: day,
                amount: amount)
        }
    }
}
