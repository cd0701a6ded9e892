internal import Runtime

/// Why households could not be selected.
enum SelectionRefused: Refused {
    /// More are selected than one command works through.
    case tooMany

    var code: String { "too-many-households" }

    var description: String {
        "More than \(HouseholdSelection.limit) households are selected: name a county, or fewer of them."
    }
}
