internal import Delivery
internal import EligibilityDomain
internal import EligibilityEvents
internal import Eventing

extension HouseholdChange {
    /// What of the facts the others are to hear.
    func publicEvents() throws(EventFault) -> [PendingEvent] {
        var events: [PendingEvent] = []
        for fact in facts {
            switch fact {
            case .registered(let registration):
                events.append(try PendingEvent(HouseholdRegistered(registration), trace: trace))
            case .statusChanged(let change):
                events.append(try PendingEvent(try HouseholdStatusChanged(change), trace: trace))
            default: break
            }
        }
        return events
    }
}

extension HouseholdRegistered {
    fileprivate init(_ registration: Registration) {
        self.init(
            token: registration.token, county: registration.county, registeredOn: registration.registeredOn,
            effectiveAt: registration.effectiveAt, evidenceID: registration.evidence)
    }
}

extension HouseholdStatusChanged {
    fileprivate init(_ change: StatusChange) throws(EventFault) {
        self.init(
            token: change.token, county: change.county, from: try PublicStatus(.known(change.from)),
            to: try PublicStatus(.known(change.to)), beneficiary: change.to.isBeneficiary,
            effectiveAt: change.effectiveAt, evidenceID: change.evidence,
            successors: change.successors.isEmpty ? nil : change.successors)
    }
}

extension PublicStatus {
    /// What is said outside of a status that was made known.
    init(_ status: HouseholdStatus) throws(EventFault) {
        guard let status = PublicStatus(rawValue: status.code) else {
            throw .invalid(field: "status", expected: "a status that is made known, not \(status.code)")
        }
        self = status
    }
}

extension BenefitDetermined {
    /// The answer to an order.
    init(_ inquiry: BenefitInquiry, found: [BenefitDetermination]) throws(EventFault) {
        var determinations: [Determination] = []
        for determination in found {
            determinations.append(
                Determination(
                    token: determination.token, status: try PublicStatus(determination.status),
                    benefit: determination.benefit, county: determination.county, evidenceID: determination.evidence))
        }
        self.init(orderID: inquiry.order, asOf: inquiry.asOf, determinations: determinations)
    }
}

extension CountyDesignated {
    /// A designation as it now stands.
    init(_ designation: CountyDesignation) throws(EventFault) {
        guard let level = Level(rawValue: designation.level.rawValue) else {
            throw .invalid(field: "level", expected: "a level that is made known")
        }
        self.init(
            code: designation.code, level: level, from: designation.firstDay, to: designation.lastDay,
            source: designation.source)
    }
}
