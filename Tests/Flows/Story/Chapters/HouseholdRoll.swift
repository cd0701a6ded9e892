import Seeds

/// A county that households are enrolled in, with three of its villages.
struct RollCounty: Sendable {
    /// Its code, 6 digits.
    let code: String
    /// Whether the nation lists it as a key county of poverty alleviation.
    let isOnNationalList: Bool

    /// The counties whose brands the practice built: Luodian, Dangshan, Pujiang, Weining.
    static let all = [
        RollCounty(code: "522728", isOnNationalList: true), RollCounty(code: "341321", isOnNationalList: true),
        RollCounty(code: "510131", isOnNationalList: false), RollCounty(code: "520526", isOnNationalList: true),
    ]

    /// The statistical codes of its villages, 12 digits.
    var villages: [String] { ["100201", "101202", "102203"].map { code + $0 } }
}

/// The rows that an enrolment team brings home: 240 households of four counties, the same for the same seed.
///
/// Of each 15 households ten are poor: their income is below the line and a guarantee is missing. Of the other five,
/// one has the line exactly, one is below it and lacks nothing, and three are above.
struct HouseholdRoll {
    /// The file, a row for each member.
    let csv: String

    /// How many of a county's households are enrolled.
    static let householdsOfCounty = 60
    /// How many of all households are poor by the rules of 2019.
    static let poor = RollCounty.all.count * householdsOfCounty * 10 / 15
    /// The line of 2019, in yuan per person and year.
    static let line = 3218

    init(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var rows = [RollRow.columns.joined(separator: ",")]
        for county in RollCounty.all {
            var person = 0
            for index in 0..<Self.householdsOfCounty {
                rows += RollHousehold(index, of: county, firstPerson: &person, using: &random).rows
            }
        }
        csv = rows.joined(separator: "\n") + "\n"
    }
}

/// A household of the roll.
private struct RollHousehold {
    /// How it stands against the rules of 2019.
    enum Standing {
        case poor
        case atTheLine
        case lackingNothing
        case aboveTheLine

        init(ofPlace place: Int) {
            switch place {
            case 0..<10: self = .poor
            case 10: self = .atTheLine
            case 11: self = .lackingNothing
            default: self = .aboveTheLine
            }
        }

        func yuanPerPerson(using random: inout SplitMix64) -> Int {
            switch self {
            case .poor, .lackingNothing: Int.random(in: 900..<HouseholdRoll.line, using: &random)
            case .atTheLine: HouseholdRoll.line
            case .aboveTheLine: Int.random(in: HouseholdRoll.line + 1...9_000, using: &random)
            }
        }
    }

    let rows: [String]

    init(_ index: Int, of county: RollCounty, firstPerson person: inout Int, using random: inout SplitMix64) {
        let standing = Standing(ofPlace: index % 15)
        let members = 1 + Int.random(in: 0..<6, using: &random)
        let lacks = standing == .lackingNothing ? nil : Lack.allCases.randomElement(using: &random)
        var form = RollRow()
        form["household"] = "\(index + 1)"
        form["village"] = county.villages[index % county.villages.count]
        form.enrol(lacking: lacks, using: &random)
        let income = RollIncome(net: standing.yuanPerPerson(using: &random) * members, using: &random)
        var rows: [String] = []
        for member in 0..<members {
            person += 1
            var row = form
            row.describe(member: member, person: person, of: county, using: &random)
            if member == 0 { row.enter(income) }
            if lacks == .insurance, member == members - 1 { row["insurance"] = "pension" }
            rows.append(row.line)
        }
        self.rows = rows
    }
}

/// What a poor household is without.
private enum Lack: CaseIterable {
    case water
    case housing
    case insurance
}

/// A household's year, in yuan, by component.
private struct RollIncome {
    let wages: Int
    let operating: Int
    let transfer: Int
    let costs: Int

    /// Divides a net income: the costs of its own business are earned by it before.
    init(net: Int, using random: inout SplitMix64) {
        wages = Int.random(in: 0...net / 2, using: &random)
        transfer = Int.random(in: 0...net / 4, using: &random)
        costs = Int.random(in: 100...1_500, using: &random)
        operating = net - wages - transfer + costs
    }
}

/// A row of the roll: a member, with the form of the household.
private struct RollRow {
    static let columns = [
        "household", "village", "surveyed_on", "attribute", "main_cause", "other_causes", "has_food", "has_clothing",
        "dwelling_m2", "dwelling_grade", "water", "power", "fuel", "road", "trunk_road_m", "arable_mu", "woodland_mu",
        "pasture_mu", "name", "identity_number", "phone", "relation", "education", "schooling", "health", "labour",
        "work", "insurance", "joined_on", "consented_on", "wages_yuan", "operating_yuan", "property_yuan",
        "transfer_yuan", "production_costs_yuan",
    ]

    private var fields: [String: String] = [:]

    subscript(column: String) -> String {
        get { fields[column] ?? "" }
        set { fields[column] = newValue }
    }

    var line: String { Self.columns.map { fields[$0] ?? "" }.joined(separator: ",") }

    mutating func enrol(lacking lack: Lack?, using random: inout SplitMix64) {
        let causes = ["illness", "schooling", "skill", "labour", "capital", "transport"].shuffled(using: &random)
        self["surveyed_on"] = "2019-03-04"
        self["attribute"] = "general"
        self["main_cause"] = causes[0]
        self["other_causes"] = causes[1...Int.random(in: 1...2, using: &random)].joined(separator: ";")
        self["has_food"] = "yes"
        self["has_clothing"] = "yes"
        self["dwelling_m2"] = "\(Int.random(in: 40...160, using: &random))"
        self["dwelling_grade"] = lack == .housing ? "C" : "B"
        self["water"] = lack == .water ? "carried" : "tap"
        self["power"] = "domestic"
        self["fuel"] = ["firewood", "coal", "biogas"].randomElement(using: &random) ?? "firewood"
        self["road"] = ["earth", "gravel", "paved"].randomElement(using: &random) ?? "gravel"
        self["trunk_road_m"] = "\(Int.random(in: 200...12_000, using: &random))"
        self["arable_mu"] = "\(Int.random(in: 1...9, using: &random)).5"
        self["woodland_mu"] = "\(Int.random(in: 0...20, using: &random))"
    }

    mutating func describe(member: Int, person: Int, of county: RollCounty, using random: inout SplitMix64) {
        let relations = ["head", "spouse", "child", "child", "parent", "grandchild"]
        let isChild = member == 2 || member == 3 || member == 5
        self["name"] = Self.name(using: &random)
        self["identity_number"] = Self.identityNumber(person, isChild: isChild, of: county, using: &random)
        self["phone"] = member == 0 ? "139\(10_000_000 + Int.random(in: 0..<90_000_000, using: &random))" : ""
        self["relation"] = relations[member]
        self["education"] = isChild ? "none" : "primary"
        self["schooling"] = isChild ? "primary" : "none"
        self["health"] = ["healthy", "healthy", "chronic-illness"].randomElement(using: &random) ?? "healthy"
        self["labour"] = isChild ? "none" : "ordinary"
        self["work"] = isChild ? "none" : "farming"
        self["insurance"] = "basic-medical"
        self["joined_on"] = "2014-01-01"
        self["consented_on"] = member == 0 ? "2019-03-04" : ""
    }

    mutating func enter(_ income: RollIncome) {
        self["wages_yuan"] = "\(income.wages)"
        self["operating_yuan"] = "\(income.operating)"
        self["transfer_yuan"] = "\(income.transfer)"
        self["production_costs_yuan"] = "\(income.costs)"
    }

    private static func name(using random: inout SplitMix64) -> String {
        let family = ["王", "李", "罗", "杨", "陈", "张", "韦", "黄", "龙", "马"].randomElement(using: &random) ?? "王"
        let given = ["秀英", "国强", "桂兰", "建华", "小梅", "天明", "玉珍", "光荣"].randomElement(using: &random) ?? "秀英"
        return family + given
    }

    /// GB 11643: county, birthday, a number that tells people of one day apart, and the check character of the 17.
    private static func identityNumber(
        _ person: Int, isChild: Bool, of county: RollCounty, using random: inout SplitMix64
    ) -> String {
        let year = isChild ? Int.random(in: 2005...2012, using: &random) : Int.random(in: 1950...1990, using: &random)
        let monthAndDay = Int.random(in: 1...12, using: &random) * 100 + Int.random(in: 1...28, using: &random)
        // The leading 1 keeps the zeros, and is dropped.
        let digits =
            county.code + "\(year)" + "\(10_000 + monthAndDay)".dropFirst() + "\(1_000 + person)".dropFirst()
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(digits, weights).reduce(0) { $0 + ($1.0.wholeNumberValue ?? 0) * $1.1 }
        return digits + String(Array("10X98765432")[sum % 11])
    }
}
