public import Vocabulary

/// A member of a household, without a name.
public struct Member: Sendable, Hashable {
    /// The member's id, known only in this service.
    public let id: UUIDv7
    /// What the member is to the head.
    public var relation: Relation
    /// The highest education completed.
    public var education: Education
    /// Whether the member is at school.
    public var schooling: Schooling
    /// How healthy the member is.
    public var health: Health
    /// How much the member can work.
    public var labour: LabourCapacity
    /// What the member works at.
    public var work: Work
    /// What the member is insured for.
    public var insurance: Set<Insurance>
    /// The first day of belonging to the household.
    public let joinedOn: Day
    /// The last day of it; nil while the member belongs to it.
    public var leftOn: Day?

    /// Makes a member.
    public init(
        id: UUIDv7, relation: Relation, education: Education, schooling: Schooling, health: Health,
        labour: LabourCapacity, work: Work, insurance: Set<Insurance>, joinedOn: Day, leftOn: Day? = nil
    ) {
        self.id = id
        self.relation = relation
        self.education = education
        self.schooling = schooling
        self.health = health
        self.labour = labour
        self.work = work
        self.insurance = insurance
        self.joinedOn = joinedOn
        self.leftOn = leftOn
    }

    /// Whether the member belongs to the household on a day.
    public func belongs(on day: Day) -> Bool {
        guard joinedOn <= day else { return false }
        return leftOn.map { day <= $0 } ?? true
    }
}

/// What a member is to the head of the household.
public enum Relation: String, Sendable, Hashable, CaseIterable {
    case head
    case spouse
    case child
    case childInLaw = "child-in-law"
    case grandchild
    case parent
    case parentInLaw = "parent-in-law"
    case grandparent
    case sibling
    case other
}

/// The highest education that a member has completed.
public enum Education: String, Sendable, Hashable, CaseIterable {
    case none
    case primary
    case juniorSecondary = "junior-secondary"
    case seniorSecondary = "senior-secondary"
    case college
}

/// Whether a member is at school, and at which.
public enum Schooling: String, Sendable, Hashable, CaseIterable {
    /// Not at school, and past or before the age of compulsory education.
    case none
    case preschool
    case primary
    case juniorSecondary = "junior-secondary"
    case seniorSecondary = "senior-secondary"
    case vocational
    case college
    /// Of the age of compulsory education, and not at school.
    case droppedOut = "dropped-out"
}

/// How healthy a member is.
public enum Health: String, Sendable, Hashable, CaseIterable {
    case healthy
    case chronicIllness = "chronic-illness"
    case seriousIllness = "serious-illness"
    case disabled
}

/// How much a member can work.
public enum LabourCapacity: String, Sendable, Hashable, CaseIterable {
    case skilled
    case ordinary
    case weak
    case none
}

/// What a member works at.
public enum Work: String, Sendable, Hashable, CaseIterable {
    case none
    case farming
    case local
    case migrant
    case selfEmployed = "self-employed"
    case publicPost = "public-post"
}

/// What a member is insured for.
public enum Insurance: String, Sendable, Hashable, CaseIterable {
    case basicMedical = "basic-medical"
    case seriousIllness = "serious-illness"
    case pension
    case accident
}
