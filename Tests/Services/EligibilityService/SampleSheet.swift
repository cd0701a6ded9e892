import EligibilityService

/// Rows of an enrolment sheet: sound ones, and such as a test spoils.
struct SampleSheet {
    /// A household to enrol.
    struct Household {
        var village = "522728100201"
        var members = 2
        /// What it has in a year, in yuan, all of it from farming.
        var yuan = 4000
        var water = "carried"
    }

    private(set) var rows: [[EnrolmentColumn: String]] = []

    init(_ households: [Household] = [Household()], firstNumber: Int = 1) {
        var person = firstNumber * 10
        for (index, household) in households.enumerated() {
            for member in 0..<household.members {
                person += 1
                rows.append(Self.row(household, number: firstNumber + index, member: member, person: person))
            }
        }
    }

    /// The sheet with a field of a row changed; rows are counted from 0.
    func changing(_ column: EnrolmentColumn, ofRow row: Int, to value: String) -> SampleSheet {
        var sheet = self
        sheet.rows[row][column] = value
        return sheet
    }

    var csv: String {
        let header = EnrolmentColumn.allCases.map(\.rawValue).joined(separator: ",")
        let lines = rows.map { row in
            EnrolmentColumn.allCases.map { row[$0] ?? "" }.joined(separator: ",")
        }
        return ([header] + lines).joined(separator: "\n") + "\n"
    }

    static func identityNumber(of person: Int) -> String {
        let digits = "5227281980010" + String(repeating: "0", count: 4 - "\(person)".count) + "\(person)"
        return digits + (IdentityNumber.checkCharacter(of: digits).map { "\($0)" } ?? "")
    }

    private static func row(
        _ household: Household, number: Int, member: Int, person: Int
    ) -> [EnrolmentColumn: String] {
        [
            .household: "\(number)", .village: household.village, .surveyedOn: "2019-03-04", .attribute: "general",
            .mainCause: "illness", .otherCauses: "labour;land", .hasFood: "yes", .hasClothing: "yes",
            .dwellingSquareMetres: "80", .dwellingGrade: "B", .water: household.water, .power: "domestic",
            .fuel: "firewood", .road: "gravel", .metresToTrunkRoad: "2500", .arable: "3.25", .woodland: "10",
            .name: "罗秀英\(person)", .identityNumber: identityNumber(of: person), .phone: "13985400001",
            .relation: member == 0 ? "head" : "child", .education: "primary", .schooling: "none",
            .health: "healthy", .labour: "ordinary", .work: "farming", .insurance: "basic-medical",
            .joinedOn: "2010-01-01", .consentedOn: member == 0 ? "2019-03-04" : "",
            .operating: member == 0 ? "\(household.yuan)" : "0",
        ]
    }
}
