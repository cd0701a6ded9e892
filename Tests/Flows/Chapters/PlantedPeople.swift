import EligibilityService

/// A thousand people whose names, identity numbers and telephone numbers are found wherever they are in clear, and the doors
/// that they live behind.
struct PlantedPeople {
    /// What each of them has in it: a name, an identity number, a telephone number, an address.
    static let marks = ["龘龘秀", "52272819870613", "+86-1398547", "靐靐路靐靐弄"]

    static let households = 500
    static let doors = 1_000

    /// An enrolment sheet: households of two, who have little and fetch their water.
    static var sheet: String {
        let header = EnrolmentColumn.allCases.map(\.rawValue).joined(separator: ",")
        let rows = (0..<2 * households).map { person in
            EnrolmentColumn.allCases.map { field($0, of: person) }.joined(separator: ",")
        }
        return ([header] + rows).joined(separator: "\n") + "\n"
    }

    /// The same people once more, one of whose telephone numbers and identity numbers are none.
    static var unsoundSheet: String {
        sheet.replacing("+86-13985470007", with: "+86-13985470007!").replacing(
            identityNumber(of: 9), with: "\(identityNumber(of: 9).dropLast())*")
    }

    /// What is registered as doors.
    /// - Parameter city: a code of 6 digits for doors that are sound.
    static func destinations(in city: String = "520100") -> String {
        let entries = (0..<doors).map { door in
            """
            {"city":"\(city)","longitude":1066300000,"latitude":266500000,
            "recipient":"罗龘龘秀\(door) +86-1398547\(digits(door))","address":"云岩区靐靐路靐靐弄 \(door) 号"}
            """
        }
        return #"{"destinations":[\#(entries.joined(separator: ","))]}"#
    }

    private static func field(_ column: EnrolmentColumn, of person: Int) -> String {
        let isHead = person % 2 == 0
        switch column {
        case .household: return "\(person / 2)"
        case .village: return "522728100201"
        case .surveyedOn: return "2019-03-04"
        case .attribute: return "general"
        case .mainCause: return "labour"
        case .otherCauses: return "illness"
        case .hasFood, .hasClothing: return "yes"
        case .dwellingSquareMetres: return "96"
        case .dwellingGrade: return "C"
        case .water: return "carried"
        case .power: return "domestic"
        case .fuel: return "firewood"
        case .road: return "earth"
        case .metresToTrunkRoad: return "8000"
        case .arable: return "2.5"
        case .woodland: return "1"
        case .name: return "罗龘龘秀\(person)"
        case .identityNumber: return identityNumber(of: person)
        case .phone: return "+86-1398547\(digits(person))"
        case .relation: return isHead ? "head" : "spouse"
        case .education: return "primary"
        case .schooling: return "none"
        case .health: return "healthy"
        case .labour: return "ordinary"
        case .work: return "farming"
        case .insurance: return "basic-medical"
        case .joinedOn: return "2014-01-01"
        case .consentedOn: return isHead ? "2019-03-04" : ""
        case .wages: return isHead ? "900" : ""
        case .operating, .property, .transfer, .productionCosts, .pasture: return ""
        }
    }

    /// Of Luodian, born on 1987-06-13; three digits tell the thousand apart.
    private static func identityNumber(of person: Int) -> String {
        let number = "52272819870613\(digits(person).suffix(3))"
        return number + (IdentityNumber.checkCharacter(of: number).map { "\($0)" } ?? "")
    }

    /// Four digits.
    private static func digits(_ number: Int) -> Substring {
        "\(10_000 + number)".dropFirst()
    }
}
