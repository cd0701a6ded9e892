/// What somebody is to the suite. A token names one role.
public enum Role: String, CaseIterable, Sendable {
    /// Who buys, in a shop, in a livestream or by a programme of their own.
    case buyer
    /// Who receives and hands out goods at a station.
    case stationClerk = "station-clerk"
    /// Who drives a run, and the tablet and the sensors on board: the id that shifts name. Of runs, their own alone are theirs.
    case driver
    /// Who presents an episode, and their studio's programmes: the id that episodes name.
    case presenter
    /// Who keeps the register and the pavilion of a county.
    case countyOfficer = "county-officer"
    /// Who examines what others decided: cases, claims, prices.
    case reviewer
    /// Who runs the platform: services, the network, programmes, payouts.
    case `operator`
    /// A partner platform's programmes.
    case partner

    /// What of the things that a role has to do with are somebody's.
    public enum Bound: Sendable {
        /// What they ordered, or present, themselves.
        case themselves
        /// What belongs to the county that the token names, or to every county if it says so.
        case county
        /// What the partner that the token names ordered.
        case partner
        /// All of them.
        case everything
    }

    /// What of the things that this role has to do with are somebody's.
    public var bound: Bound {
        switch self {
        case .buyer, .presenter: .themselves
        case .stationClerk, .driver, .countyOfficer, .reviewer: .county
        case .partner: .partner
        case .operator: .everything
        }
    }
}
