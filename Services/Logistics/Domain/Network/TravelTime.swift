internal import Glibc
public import Vocabulary

/// How far and how long a vehicle drives between two points: the great circle, lengthened by what roads wind, at a pace
/// that grows with the distance, since long ways lead over better roads.
public struct TravelTime: Sendable, Equatable {
    /// How much longer roads are than the great circle, in thousandths of it.
    public let roadPermille: Int64
    /// The slower stretches that every way begins with, in order.
    public let stretches: [RoadStretch]
    /// How fast it goes after them, in metres a minute.
    public let metresPerMinuteBeyond: Int64

    /// Makes a measure of ways.
    /// - Precondition: roads are not shorter than the great circle, and every pace is above zero.
    public init(roadPermille: Int64, stretches: [RoadStretch], metresPerMinuteBeyond: Int64) {
        precondition(roadPermille >= 1000, "roads are not shorter than the great circle")
        precondition(metresPerMinuteBeyond > 0, "a pace of nothing never arrives")
        precondition(
            stretches.allSatisfy { $0.metres > 0 && $0.metresPerMinute > 0 }, "a pace of nothing never arrives")
        self.roadPermille = roadPermille
        self.stretches = stretches
        self.metresPerMinuteBeyond = metresPerMinuteBeyond
    }

    /// Hill counties: roads 1.4 times the great circle; 20 km at 30 km/h, then 60 km at 48 km/h, beyond them 75 km/h.
    public static let hillCounties = TravelTime(
        roadPermille: 1400,
        stretches: [
            RoadStretch(metres: 20_000, metresPerMinute: 500), RoadStretch(metres: 60_000, metresPerMinute: 800),
        ],
        metresPerMinuteBeyond: 1250)

    /// The length of the road between two points, in metres.
    public func metres(from origin: Coordinate, to destination: Coordinate) -> Int64 {
        guard origin != destination else { return 0 }
        let straight = Int64(greatCircleMetres(from: origin, to: destination).rounded(.up))
        return (straight * roadPermille + 999) / 1000
    }

    /// How long so many metres of road take, in minutes begun.
    public func minutes(forMetres metres: Int64) -> Int64 {
        var rest = metres
        var minutes: Int64 = 0
        for stretch in stretches where rest > 0 {
            let driven = min(rest, stretch.metres)
            minutes += (driven + stretch.metresPerMinute - 1) / stretch.metresPerMinute
            rest -= driven
        }
        return minutes + (rest + metresPerMinuteBeyond - 1) / metresPerMinuteBeyond
    }

    /// How long the way between two points takes, in minutes begun.
    public func minutes(from origin: Coordinate, to destination: Coordinate) -> Int64 {
        minutes(forMetres: metres(from: origin, to: destination))
    }
}

/// A stretch of road and the pace that it allows.
public struct RoadStretch: Sendable, Equatable {
    /// Its length.
    public let metres: Int64
    /// The pace on it.
    public let metresPerMinute: Int64

    /// Makes a stretch.
    public init(metres: Int64, metresPerMinute: Int64) {
        self.metres = metres
        self.metresPerMinute = metresPerMinute
    }
}

/// The great circle by the haversine formula (Sinnott, "Virtues of the Haversine", 1984), on a sphere of the earth's
/// mean radius of 6,371,009 m (IUGG).
func greatCircleMetres(from origin: Coordinate, to destination: Coordinate) -> Double {
    func radians(_ degreesE7: Int32) -> Double { Double(degreesE7) / 1e7 * .pi / 180 }
    let (south, north) = (radians(origin.latitude), radians(destination.latitude))
    let halfLatitude = sin((north - south) / 2)
    let halfLongitude = sin((radians(destination.longitude) - radians(origin.longitude)) / 2)
    let haversine = halfLatitude * halfLatitude + cos(south) * cos(north) * halfLongitude * halfLongitude
    return 2 * 6_371_009 * asin(min(1, haversine.squareRoot()))
}
