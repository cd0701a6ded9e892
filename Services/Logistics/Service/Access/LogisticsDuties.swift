public import Runtime

// What logistics' routes and commands are for, and who does it.

/// To look at where goods, vehicles and runs are.
public enum LookingAtGoods: Duty {
    /// Those who carry goods, and those who answer for them.
    public static let need = Need(.stationClerk, .driver, .countyOfficer, .reviewer, .operator)
}

/// To look at the network, which is public.
public enum LookingAtNetwork: Duty {
    /// Anybody with a token.
    public static let need = Need.anyRole
}

/// To open and close stations, to register vehicles, and to promise lanes.
public enum KeepingNetwork: Duty {
    /// The platform, or a county for its own part.
    public static let need = Need(.operator, .countyOfficer)
}

/// To roster drivers and to plan runs.
public enum PlanningRuns: Duty {
    /// The platform's dispatchers, or a station of the county.
    public static let need = Need(.operator, .stationClerk)
}

/// To say what happens on the road.
public enum DrivingRuns: Duty {
    /// A dispatcher who is told by telephone, or the tablet of the driver whose run it is.
    public static let need = Need(.operator, .driver)
}

/// To say what thermometers measured.
public enum ReadingThermometers: Duty {
    /// The platform, the driver whose vehicle it is, or a station of the county whose store it is.
    public static let need = Need(.operator, .driver, .stationClerk)
}

/// To hand parcels to their buyers.
public enum HandingOut: Duty {
    /// A station, or the driver at the door.
    public static let need = Need(.stationClerk, .driver)
}

/// To register where somebody's goods are to go.
public enum GivingAddresses: Duty {
    /// Whoever orders, or a clerk for a buyer.
    public static let need = Need(.operator, .buyer, .partner, .stationClerk)
}

/// To look at where somebody lives.
public enum ReadingAddresses: Duty {
    /// Those whose goods go there.
    public static let need = Need(.stationClerk, .driver)
}

/// To count what is kept.
public enum CountingAddresses: Duty {
    /// An operator.
    public static let need = Need(.operator)
}
