/// What goods take of a vehicle, and what a vehicle has of it: weight and room.
public struct Load: Sendable, Hashable {
    /// Weight with packing, in grams.
    public var grams: Int64
    /// Room, in millilitres.
    public var millilitres: Int64

    /// Makes a load.
    public init(grams: Int64, millilitres: Int64) {
        self.grams = grams
        self.millilitres = millilitres
    }

    /// Nothing.
    public static let none = Load(grams: 0, millilitres: 0)

    /// Both together.
    public static func + (left: Load, right: Load) -> Load {
        Load(grams: left.grams + right.grams, millilitres: left.millilitres + right.millilitres)
    }

    /// One without the other.
    public static func - (left: Load, right: Load) -> Load {
        Load(grams: left.grams - right.grams, millilitres: left.millilitres - right.millilitres)
    }

    /// Adds to it.
    public static func += (left: inout Load, right: Load) {
        left = left + right
    }

    /// Takes from it.
    public static func -= (left: inout Load, right: Load) {
        left = left - right
    }

    /// Whether both its weight and its room are within a capacity.
    public func fits(in capacity: Load) -> Bool {
        grams <= capacity.grams && millilitres <= capacity.millilitres
    }
}
