public import Runtime

// What orders' routes and commands are for, and who does it.

/// To order and to pay.
public enum Buying: Duty {
    /// The buyer, or a clerk for one who stands at the counter.
    public static let need = Need(.buyer, .stationClerk)
}

/// To cancel an order, and to complain about one.
public enum SpeakingForBuyers: Duty {
    /// The buyer, the partner that took the order, or the platform's service for buyers.
    public static let need = Need(.operator, .buyer, .partner)
}

/// To look at one order.
public enum LookingAtOrders: Duty {
    /// Whose order it is, and those who answer for all of them.
    public static let need = Need(.buyer, .partner, .operator, .reviewer)
}

/// To send the orders of a partner.
public enum ImportingOrders: Duty {
    /// The partner, or an operator who has them in a file.
    public static let need = Need(.operator, .partner)
}

/// To look at claims and payouts of whatever county.
public enum LookingAtMoney: Duty {
    /// Those who decide and those who pay.
    public static let need = Need(.reviewer, .operator)
}

/// To look at what sales brought.
public enum ReadingReports: Duty {
    /// A county for its own part, and those who answer for all of it.
    public static let need = Need(.countyOfficer, .reviewer, .operator)
}

/// To decide a claim that somebody else opened.
public enum DecidingClaims: Duty {
    /// A reviewer of every county: an order has goods of several.
    public static let need = Need(.reviewer)
}

/// To prepare payouts, and to release those that somebody else prepared.
public enum PayingOut: Duty {
    /// The platform's cashiers.
    public static let need = Need(.operator)
}
