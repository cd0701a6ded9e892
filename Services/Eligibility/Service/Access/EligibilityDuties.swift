public import Runtime

// What eligibility's routes and commands are for, and who does it.

/// To look at a household's case.
public enum ReadingCases: Duty {
    /// The household's county, and who examines what it decides.
    public static let need = Need(.countyOfficer, .reviewer)
}

/// To take households through the steps of the register.
public enum KeepingRegister: Duty {
    /// Their county's offices.
    public static let need = Need(.countyOfficer)
}

/// To examine what others put forward, or to decide what was objected to.
public enum ReviewingCases: Duty {
    /// A reviewer, or another officer of the county.
    public static let need = Need(.reviewer, .countyOfficer)
}

/// To take down what somebody objects to.
public enum RaisingObjections: Duty {
    /// Whichever office the objector comes to.
    public static let need = Need(.countyOfficer, .reviewer, .stationClerk)
}

/// To put on record how a county is designated.
public enum DesignatingCounties: Duty {
    /// The platform, as the state publishes it.
    public static let need = Need(.operator)
}

/// To look at what households earn, in sums.
public enum ReadingReports: Duty {
    /// A county for its own part, and those who answer for all of it.
    public static let need = Need(.countyOfficer, .reviewer, .operator)
}
