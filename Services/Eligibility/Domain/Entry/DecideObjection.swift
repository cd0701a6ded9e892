public import Vocabulary

extension Household {
    /// An objection is found right: first or second publicity -> applied, where the village may reject; exit publicity
    /// -> registered.
    ///
    /// Guards: a reason; the decider neither appraised the household nor raised the objection.
    public mutating func uphold(
        _ objection: UUIDv7, because reason: String, _ act: Act
    ) throws(HouseholdRefusal) -> [HouseholdFact] {
        let publicity = try hangingPublicity(for: .uphold, act)
        try checkDecision(on: objection, in: publicity, because: reason, act)
        let decided = decide(objection, .upheld, because: reason, act) + lapseObjections(because: reason, act)
        switch publicity.stage {
        case .first, .second:
            return decided + [.deadlineVoided(.closePublicity), move(to: .applied, by: act, because: reason)]
        case .exit:
            return decided + [.deadlineVoided(.closePublicity)]
                + moveInPublic(to: .registered, by: act, because: reason)
        }
    }

    /// An objection is found wrong: the state stays.
    ///
    /// Guards: those of upholding it. A publicity whose days are over, and that only this objection held, ends now.
    public mutating func dismiss(
        _ objection: UUIDv7, because reason: String, _ act: Act
    ) throws(HouseholdRefusal) -> [HouseholdFact] {
        let publicity = try hangingPublicity(for: .dismiss, act)
        try checkDecision(on: objection, in: publicity, because: reason, act)
        let decided = decide(objection, .dismissed, because: reason, act)
        changedAt = act.at
        let isLast = publicity.objections.filter(\.isOpen).count == 1
        guard isLast, act.at >= publicity.endsAt else { return decided }
        return decided + [.deadlineSet(Deadline(due: act.at, command: .closePublicity))]
    }

    /// The objections that nobody has decided lapse with the case that they were raised against.
    mutating func lapseObjections(because reason: String, _ act: Act) -> [HouseholdFact] {
        guard let open = caseFile.publicities.last?.objections.filter(\.isOpen) else { return [] }
        return open.flatMap { decide($0.id, .lapsed, because: reason, act) }
    }

    private func checkDecision(
        on id: UUIDv7, in publicity: Publicity, because reason: String, _ act: Act
    ) throws(HouseholdRefusal) {
        guard let objection = publicity.objections.first(where: { $0.id == id }), objection.isOpen else {
            throw .objectionUnknown(id)
        }
        guard !reason.isEmpty else { throw .reasonMissing }
        guard !caseFile.isAppraiser(act.by), objection.raisedBy != act.by else { throw .deciderTookPart(act.by) }
    }

    private mutating func decide(
        _ id: UUIDv7, _ outcome: Objection.Outcome, because reason: String, _ act: Act
    ) -> [HouseholdFact] {
        let last = caseFile.publicities.endIndex - 1
        guard let index = caseFile.publicities[last].objections.firstIndex(where: { $0.id == id }) else { return [] }
        caseFile.publicities[last].objections[index].decision = Objection.Decision(
            outcome: outcome, by: act.by, at: act.at, reason: reason)
        return [.objectionDecided(caseFile.publicities[last].objections[index])]
    }
}
