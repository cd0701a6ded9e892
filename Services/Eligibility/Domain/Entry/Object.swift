public import Vocabulary

extension Household {
    /// Someone objects to the notice that hangs: the state stays.
    ///
    /// Guards: within the period, which begins the day after posting; an id and grounds of its own.
    public mutating func object(
        _ objection: UUIDv7, grounds: String, _ act: Act
    ) throws(HouseholdRefusal) -> [HouseholdFact] {
        let publicity = try hangingPublicity(for: .object, act)
        guard publicity.isOpen(at: act.at) else {
            throw .outsidePublicity(from: publicity.beginsAt, until: publicity.endsAt)
        }
        guard !grounds.isEmpty else { throw .reasonMissing }
        guard !caseFile.publicities.flatMap(\.objections).contains(where: { $0.id == objection }) else {
            throw .objectionIdTaken(objection)
        }
        let raised = Objection(id: objection, raisedBy: act.by, raisedAt: act.at, grounds: grounds)
        caseFile.publicities[caseFile.publicities.endIndex - 1].objections.append(raised)
        changedAt = act.at
        return [.objectionRaised(raised)]
    }

    /// The publicity that hangs while the household stands in one.
    func hangingPublicity(for command: HouseholdCommand, _ act: Act) throws(HouseholdRefusal) -> Publicity {
        try admit(command, act)
        guard let publicity = caseFile.publicities.last, publicity.stage == state.publicityStage else {
            throw .notInState(command, state)
        }
        return publicity
    }
}
