/// The columns of an enrolment sheet, which has a row for each member. Those of the household are the same in all of
/// its rows.
public enum EnrolmentColumn: String, CaseIterable, Sendable {
    /// What the village calls the household; it holds its rows together, and is not kept.
    case household
    case village
    case surveyedOn = "surveyed_on"
    case attribute
    case mainCause = "main_cause"
    case otherCauses = "other_causes"
    case hasFood = "has_food"
    case hasClothing = "has_clothing"
    case dwellingSquareMetres = "dwelling_m2"
    case dwellingGrade = "dwelling_grade"
    case water
    case power
    case fuel
    case road
    case metresToTrunkRoad = "trunk_road_m"
    case arable = "arable_mu"
    case woodland = "woodland_mu"
    case pasture = "pasture_mu"
    case name
    case identityNumber = "identity_number"
    case phone
    case relation
    case education
    case schooling
    case health
    case labour
    case work
    case insurance
    case joinedOn = "joined_on"
    /// The day on which the member signed the consent; empty for members who did not.
    case consentedOn = "consented_on"
    case wages = "wages_yuan"
    case operating = "operating_yuan"
    case property = "property_yuan"
    case transfer = "transfer_yuan"
    case productionCosts = "production_costs_yuan"

    /// Those that are the household's, and not a member's.
    static let ofHousehold: [EnrolmentColumn] = Array(allCases.prefix { $0 != .name })

    /// Whether what it holds is repeated to nobody.
    var isPersonal: Bool {
        switch self {
        case .name, .identityNumber, .phone: true
        default: false
        }
    }
}
