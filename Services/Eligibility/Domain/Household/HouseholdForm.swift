public import Vocabulary

/// The enrolment form of a household. Names and identity numbers are not part of it: they are kept encrypted beside it.
public struct HouseholdForm: Sendable, Equatable {
    /// What kind of household it is.
    public var attribute: HouseholdAttribute
    /// Why it is poor.
    public var causes: PovertyCauses
    /// Who lives in it or did.
    public var members: [Member]
    /// How it lives.
    public var living: LivingConditions

    /// Makes a form.
    public init(
        attribute: HouseholdAttribute, causes: PovertyCauses, members: [Member], living: LivingConditions
    ) {
        self.attribute = attribute
        self.causes = causes
        self.members = members
        self.living = living
    }

    /// Who belongs to the household on a day.
    public func members(on day: Day) -> [Member] {
        members.filter { $0.belongs(on: day) }
    }

    /// The members entered as head on a day; a sound form has one.
    public func heads(on day: Day) -> [Member] {
        members(on: day).filter { $0.relation == .head }
    }

    /// The guarantees that the form shows to be met on a day.
    public func guarantees(on day: Day) -> Set<Guarantee> {
        let members = members(on: day)
        var met: Set<Guarantee> = []
        if living.hasFood { met.insert(.food) }
        if living.hasClothing { met.insert(.clothing) }
        if members.allSatisfy({ $0.schooling != .droppedOut }) { met.insert(.compulsoryEducation) }
        if members.allSatisfy({ $0.insurance.contains(.basicMedical) }) { met.insert(.basicMedicalCare) }
        if living.dwelling.grade.isSafe { met.insert(.safeHousing) }
        if living.water.isSafe { met.insert(.safeWater) }
        return met
    }
}

/// What kind of household it is, as the register distinguishes them.
public enum HouseholdAttribute: String, Sendable, Hashable, CaseIterable {
    /// Poor, and able to work its way out.
    case general
    /// On the subsistence allowance (dibao).
    case subsistenceAllowance = "subsistence-allowance"
    /// Without labour, income or anyone bound to support it.
    case destitute
}

/// Why a household is poor: exactly one main cause, and at most two others.
public struct PovertyCauses: Sendable, Hashable {
    /// The cause that weighs most.
    public let main: PovertyCause
    /// What else weighs.
    public let others: [PovertyCause]

    /// How many other causes a form may name.
    public static let otherLimit = 2

    /// Makes causes as the form names them; applying checks their number.
    public init(main: PovertyCause, others: [PovertyCause] = []) {
        self.main = main
        self.others = others
    }

    /// The main cause and the others.
    public var all: [PovertyCause] { [main] + others }
}

/// A cause of poverty that the register distinguishes.
public enum PovertyCause: String, Sendable, Hashable, CaseIterable {
    case illness
    case disability
    case schooling
    case disaster
    case land
    case water
    case skill
    case labour
    case capital
    case transport
    case selfMotivation = "self-motivation"
    case other
}
