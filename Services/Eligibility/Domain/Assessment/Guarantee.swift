/// What a household is to be sure of beside its income: two assurances and three guarantees, and safe water.
public enum Guarantee: String, Sendable, Hashable, CaseIterable {
    /// Enough to eat.
    case food
    /// Enough to wear.
    case clothing
    /// No child of the age is kept from school.
    case compulsoryEducation = "compulsory-education"
    /// Every member is insured for basic medical care.
    case basicMedicalCare = "basic-medical-care"
    /// The house is of grade A or B.
    case safeHousing = "safe-housing"
    /// The drinking water is safe.
    case safeWater = "safe-water"
}

/// What may throw a household into poverty overnight.
public enum Shock: String, Sendable, Hashable, CaseIterable {
    /// A member has fallen seriously ill.
    case illness
    /// A member has become disabled.
    case disability
    /// A harvest or a house was lost.
    case disaster
}
