public import Runtime

// What catalogue's routes and commands are for, and who does it.

/// To look at what is on sale, which is public.
public enum Browsing: Duty {
    /// Anybody with a token.
    public static let need = Need.anyRole
}

/// To look at producers, lots, reservations and appeals.
public enum LookingAtStock: Duty {
    /// Those who handle goods, and those who answer for them.
    public static let need = Need(.stationClerk, .countyOfficer, .reviewer, .operator)
}

/// To open pavilions, take on producers and publish products.
public enum KeepingPavilions: Duty {
    /// The county whose pavilion it is.
    public static let need = Need(.countyOfficer)
}

/// To ask that the floor of a product be raised.
public enum AppealingFloors: Duty {
    /// The county whose pavilion sells it, or the station that its producers come to.
    public static let need = Need(.countyOfficer, .stationClerk)
}

/// To decide whether the floor of a product is raised as somebody else asked.
public enum DecidingFloors: Duty {
    /// A reviewer, or the county.
    public static let need = Need(.reviewer, .countyOfficer)
}

/// To receive lots, and to give them back.
public enum KeepingLots: Duty {
    /// The station that they come to.
    public static let need = Need(.stationClerk)
}

/// To say whether goods are fit to be sold, and to call them back.
public enum JudgingLots: Duty {
    /// The station, its county, or who examines it.
    public static let need = Need(.stationClerk, .countyOfficer, .reviewer)
}
