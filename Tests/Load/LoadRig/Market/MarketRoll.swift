/// The sheet by which households are enrolled: all are below the line of 2019 and carry their water.
struct MarketRoll {
    /// How many there are of each county.
    let households: Int

    /// A row for each household, which is one person.
    var csv: String {
        let counties = MarketCounty.all
        let rows = counties.enumerated().flatMap { place, county in
            (0..<households).map { row($0, of: county, place * households + $0) }
        }
        let columns = rows.first?.map(\.column) ?? []
        return ([columns] + rows.map { $0.map(\.value) }).map { $0.joined(separator: ",") }.joined(separator: "\n")
            + "\n"
    }

    private func row(
        _ number: Int, of county: MarketCounty, _ household: Int
    ) -> [(column: String, value: String)] {
        form(household, of: county) + person(number, of: county) + income(number)
    }

    private func form(_ household: Int, of county: MarketCounty) -> [(column: String, value: String)] {
        [
            ("household", "\(household + 1)"), ("village", county.village), ("surveyed_on", "2019-03-04"),
            ("attribute", "general"), ("main_cause", "illness"), ("other_causes", "schooling"), ("has_food", "yes"),
            ("has_clothing", "yes"), ("dwelling_m2", "80"), ("dwelling_grade", "B"), ("water", "carried"),
            ("power", "domestic"), ("fuel", "firewood"), ("road", "gravel"), ("trunk_road_m", "2000"),
            ("arable_mu", "3.5"), ("woodland_mu", "2"), ("pasture_mu", ""),
        ]
    }

    private func person(_ number: Int, of county: MarketCounty) -> [(column: String, value: String)] {
        [
            ("name", "王秀英"), ("identity_number", identityNumber(of: number, in: county)),
            ("phone", "\(13_900_000_000 + number)"),
            ("relation", "head"), ("education", "primary"), ("schooling", "none"), ("health", "healthy"),
            ("labour", "ordinary"), ("work", "farming"), ("insurance", "basic-medical"), ("joined_on", "2014-01-01"),
            ("consented_on", "2019-03-04"),
        ]
    }

    private func income(_ number: Int) -> [(column: String, value: String)] {
        [
            ("wages_yuan", "\(1_000 + number % 500)"), ("operating_yuan", "1200"), ("property_yuan", ""),
            ("transfer_yuan", "300"), ("production_costs_yuan", "400"),
        ]
    }

    /// GB 11643: county, birthday, a number that tells people of one day apart, and the check character of the 17.
    private func identityNumber(of number: Int, in county: MarketCounty) -> String {
        let year = 1950 + number / 500
        let sequence = "\(1_000 + number % 500)".dropFirst()
        let digits = county.code + "\(year)0514" + sequence
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(digits, weights).reduce(0) { $0 + ($1.0.wholeNumberValue ?? 0) * $1.1 }
        return digits + String(Array("10X98765432")[sum % 11])
    }
}
