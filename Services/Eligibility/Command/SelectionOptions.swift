internal import ArgumentParser
internal import EligibilityDomain
internal import EligibilityService
internal import Vocabulary

/// Which households an officer works through.
struct SelectionOptions: ParsableArguments {
    @Option(name: .customLong("token"), help: "A household; give it once for each.")
    var tokens: [Token] = []

    @Flag(help: "All that await this step.")
    var all = false

    @Option(help: "With --all: only those of this county.")
    var county: DivisionCode?

    func validate() throws {
        if all == !tokens.isEmpty { throw ValidationError("name the households by --token, or take --all of them") }
        if county != nil, !all { throw ValidationError("--county goes with --all") }
    }

    /// The households, those of a whole list standing in a state.
    func selection(awaitingIn state: HouseholdState) -> HouseholdSelection {
        all ? .standing(in: state, county: county) : .tokens(tokens)
    }
}
