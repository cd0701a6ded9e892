internal import ArgumentParser
internal import EligibilityDomain
internal import EligibilityService
internal import Runtime
internal import Vocabulary

/// Which households an officer works through.
struct SelectionOptions: ParsableArguments {
    @Option(name: .customLong("token"), help: "A household; give it once for each.")
    var tokens: [Token] = []

    @Flag(help: "All that await this step.")
    var all = false

    @OptionGroup var scope: CountyOptions

    func validate() throws {
        if all == !tokens.isEmpty { throw ValidationError("name the households by --token, or take --all of them") }
        if scope.county != nil, !all { throw ValidationError("--county goes with --all") }
    }

    /// The households, those of a whole list standing in a state.
    func selection(awaitingIn state: HouseholdState) -> HouseholdSelection {
        all ? .standing(in: state, county: scope.county) : .tokens(tokens)
    }
}
