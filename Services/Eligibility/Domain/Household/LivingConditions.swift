/// How a household lives: what of it a visit can see.
public struct LivingConditions: Sendable, Hashable {
    /// Whether it has enough to eat all year.
    public var hasFood: Bool
    /// Whether it has clothes and bedding for every season.
    public var hasClothing: Bool
    /// The house.
    public var dwelling: Dwelling
    /// Where its drinking water comes from.
    public var water: WaterSupply
    /// Whether it has electricity.
    public var power: PowerSupply
    /// What it cooks and heats with most.
    public var fuel: Fuel
    /// The road to it.
    public var road: Road
    /// The land that it works.
    public var land: Land

    /// Makes living conditions.
    public init(
        hasFood: Bool, hasClothing: Bool, dwelling: Dwelling, water: WaterSupply, power: PowerSupply, fuel: Fuel,
        road: Road, land: Land
    ) {
        self.hasFood = hasFood
        self.hasClothing = hasClothing
        self.dwelling = dwelling
        self.water = water
        self.power = power
        self.fuel = fuel
        self.road = road
        self.land = land
    }
}

/// A house.
public struct Dwelling: Sendable, Hashable {
    /// Its floor, in square metres.
    public var squareMetres: Int64
    /// How safe it was found.
    public var grade: DwellingGrade

    /// Makes a dwelling.
    public init(squareMetres: Int64, grade: DwellingGrade) {
        self.squareMetres = squareMetres
        self.grade = grade
    }
}

/// The grade of a house by the standard for dangerous houses, JGJ 125: A and B are safe to live in.
public enum DwellingGrade: String, Sendable, Hashable, CaseIterable {
    case a = "A"
    case b = "B"
    case c = "C"
    case d = "D"

    /// Whether people may live in it.
    public var isSafe: Bool { self == .a || self == .b }
}

/// Where drinking water comes from.
public enum WaterSupply: String, Sendable, Hashable, CaseIterable {
    case tap
    case protectedWell = "protected-well"
    case unprotectedSource = "unprotected-source"
    case carried

    /// Whether it counts as safe.
    public var isSafe: Bool { self == .tap || self == .protectedWell }
}

/// Whether a household has electricity.
public enum PowerSupply: String, Sendable, Hashable, CaseIterable {
    case none
    case domestic
    case production
}

/// What a household cooks and heats with.
public enum Fuel: String, Sendable, Hashable, CaseIterable {
    case firewood
    case coal
    case biogas
    case gas
    case electricity
}

/// The road to a household.
public struct Road: Sendable, Hashable {
    /// What it is made of.
    public var surface: RoadSurface
    /// How far the nearest trunk road is, in metres.
    public var metresToTrunkRoad: Int64

    /// Makes a road.
    public init(surface: RoadSurface, metresToTrunkRoad: Int64) {
        self.surface = surface
        self.metresToTrunkRoad = metresToTrunkRoad
    }
}

/// What a road is made of.
public enum RoadSurface: String, Sendable, Hashable, CaseIterable {
    case earth
    case gravel
    case paved
}

/// The land that a household works, in hundredths of a mu (a mu is 666.67 square metres).
public struct Land: Sendable, Hashable {
    /// Arable land.
    public var arable: Int64
    /// Woodland and orchards.
    public var woodland: Int64
    /// Grassland and water.
    public var pasture: Int64

    /// Makes land from its areas, in hundredths of a mu.
    public init(arable: Int64, woodland: Int64 = 0, pasture: Int64 = 0) {
        self.arable = arable
        self.woodland = woodland
        self.pasture = pasture
    }
}
