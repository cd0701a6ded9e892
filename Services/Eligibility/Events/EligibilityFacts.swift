public import Eventing

/// Every fact that eligibility tells, by its aggregate: what its contract is made of.
public enum EligibilityFacts {
    /// The facts.
    public static let all: [any Event.Type] = [
        BenefitDetermined.self,
        CountyDesignated.self,
        HouseholdRegistered.self, HouseholdStatusChanged.self,
    ]
}
