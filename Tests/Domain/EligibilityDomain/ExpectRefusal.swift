import EligibilityDomain
import Testing

/// Expects a refusal, or none.
func expect(_ refusal: HouseholdRefusal?, from command: () throws -> some Any) {
    if let refusal {
        #expect(throws: refusal) { try command() }
    } else {
        #expect(throws: Never.self) { try command() }
    }
}
