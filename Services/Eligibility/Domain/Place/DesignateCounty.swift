public import Vocabulary

/// Why a designation was refused.
public enum DesignationRefusal: Error, Equatable {
    /// National and provincial designations are for counties, poor villages are villages.
    case placeOfAnotherLevel(DivisionCode, CountyDesignation.Level)
    /// The last day is before the first.
    case endsBeforeItBegins(firstDay: Day, lastDay: Day)
    /// Another designation of the place holds within these days.
    case overlaps(CountyDesignation)
    /// No source is given.
    case sourceMissing
    /// The place is not designated on that day.
    case notDesignated(DivisionCode, on: Day)
}

extension DesignationRefusal: CustomStringConvertible {
    /// A stable word for the rule that was broken.
    public var code: String {
        switch self {
        case .placeOfAnotherLevel: "place-of-another-level"
        case .endsBeforeItBegins: "ends-before-it-begins"
        case .overlaps: "overlaps"
        case .sourceMissing: "source-missing"
        case .notDesignated: "not-designated"
        }
    }

    /// What is wrong, and what to do about it.
    public var description: String {
        switch self {
        case .placeOfAnotherLevel(let code, let level):
            "\(code) cannot be designated \(level.rawValue): give a county's 6 digits, or a poor village's 12."
        case .endsBeforeItBegins(let firstDay, let lastDay):
            "The designation begins on \(firstDay) and ends on \(lastDay): give a last day that is not earlier."
        case .overlaps(let other):
            "\(other.code) is designated \(other.level.rawValue) from \(other.firstDay): end that designation before."
        case .sourceMissing:
            "No source is given: name the document that designates the place."
        case .notDesignated(let code, let day):
            "\(code) is not designated on \(day): give a day on which it is."
        }
    }
}

extension CountyDesignations {
    /// Puts a designation on record.
    ///
    /// Guards: the place is of the designation's level; it ends after it begins; no other of the place holds within its
    /// days; a source.
    public mutating func designate(_ designation: CountyDesignation) throws(DesignationRefusal) {
        let suits =
            switch designation.level {
            case .national, .provincial: designation.code.level == .county
            case .poorVillage: designation.code.level == .village
            case .none: designation.code.level != .township
            }
        guard suits else { throw .placeOfAnotherLevel(designation.code, designation.level) }
        if let lastDay = designation.lastDay, lastDay < designation.firstDay {
            throw .endsBeforeItBegins(firstDay: designation.firstDay, lastDay: lastDay)
        }
        guard !designation.source.isEmpty else { throw .sourceMissing }
        if let other = designations.first(where: { $0.overlaps(designation) }) { throw .overlaps(other) }
        designations.append(designation)
    }

    /// Ends the designation of a place that holds on a day, which becomes its last.
    /// - Returns: the designation as it now stands.
    public mutating func end(_ code: DivisionCode, on lastDay: Day) throws(DesignationRefusal) -> CountyDesignation {
        guard let index = designations.firstIndex(where: { $0.code == code && $0.holds(on: lastDay) }) else {
            throw .notDesignated(code, on: lastDay)
        }
        let old = designations[index]
        designations[index] = CountyDesignation(
            code: code, level: old.level, firstDay: old.firstDay, lastDay: lastDay, source: old.source)
        return designations[index]
    }
}

extension CountyDesignation {
    fileprivate func overlaps(_ other: CountyDesignation) -> Bool {
        code == other.code && other.lastDay.map { firstDay <= $0 } ?? true
            && lastDay.map { other.firstDay <= $0 } ?? true
    }
}
