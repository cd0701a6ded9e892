public import Runtime

// What livestream's routes and commands are for, and who does it.

/// To look at what is on the air, which is public.
public enum LookingAtProgrammes: Duty {
    /// Anybody with a token.
    public static let need = Need.anyRole
}

/// To open programmes and to engage presenters.
public enum KeepingProgrammes: Duty {
    /// The platform.
    public static let need = Need(.operator)
}

/// To schedule episodes, propose offers, and go on the air.
public enum Presenting: Duty {
    /// The platform, or a presenter's studio for the episodes that they present.
    public static let need = Need(.operator, .presenter)
}

/// To watch.
public enum Watching: Duty {
    /// A viewer is a buyer; a partner's viewers come through it.
    public static let need = Need(.buyer, .partner)
}

/// To look at what episodes sold.
public enum ReadingReports: Duty {
    /// Those who present, and those who answer for all of it.
    public static let need = Need(.presenter, .countyOfficer, .reviewer, .operator)
}
