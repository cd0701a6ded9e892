public import Vocabulary

/// What a household hands in to be put on file.
public struct Application: Sendable, Equatable {
    /// The id of the file to be opened.
    public let household: UUIDv7
    /// The token that the household will be known by: random, never derived from a person.
    public let token: Token
    /// The village that it lives in, 12 digits.
    public let village: DivisionCode
    /// What it enrols with.
    public let form: HouseholdForm
    /// That it agrees to be on file.
    public let consent: Consent

    /// Makes an application.
    public init(household: UUIDv7, token: Token, village: DivisionCode, form: HouseholdForm, consent: Consent) {
        self.household = household
        self.token = token
        self.village = village
        self.form = form
        self.consent = consent
    }

    /// The guards of opening a file, the same for an applicant and for a household that is only watched.
    /// - Parameter duplicate: the living file that one of the members is found in already.
    func check(duplicate: UUIDv7?, on day: Day) throws(HouseholdRefusal) {
        guard village.level == .village else { throw .villageUnknown(village) }
        guard form.heads(on: day).count == 1 else { throw .headsNotOne(count: form.heads(on: day).count) }
        guard form.members(on: day).contains(where: { $0.id == consent.signatory }), consent.holds(on: day) else {
            throw .consentMissing
        }
        guard form.causes.others.count <= PovertyCauses.otherLimit else {
            throw .tooManyCauses(others: form.causes.others.count)
        }
        guard Set(form.causes.all).count == form.causes.all.count else { throw .causeNamedTwice }
        if let duplicate { throw .duplicate(of: duplicate) }
    }

    /// The file that it opens.
    func opened(in state: HouseholdState, at instant: Instant) -> Household {
        Household(
            id: household, token: token, village: village, form: form, state: state, caseFile: CaseFile(), risk: nil,
            isRelapse: false, registeredOn: nil, lastKnown: nil, changedAt: instant)
    }
}

/// A member's signature under the terms of being on file.
public struct Consent: Sendable, Equatable {
    /// The member who signed.
    public let signatory: UUIDv7
    /// The day of the signature.
    public let signedOn: Day
    /// The last day that it holds; nil if it holds until it is withdrawn.
    public let expiresOn: Day?

    /// Makes a consent.
    public init(signatory: UUIDv7, signedOn: Day, expiresOn: Day?) {
        self.signatory = signatory
        self.signedOn = signedOn
        self.expiresOn = expiresOn
    }

    /// Whether it holds on a day.
    public func holds(on day: Day) -> Bool {
        guard signedOn <= day else { return false }
        return expiresOn.map { day <= $0 } ?? true
    }
}
