internal import Vocabulary

/// Ways between all points of a problem, measured once. Points are numbered from zero.
struct TravelMatrix {
    private let count: Int
    private let distances: [Int64]
    private let durations: [Span]

    init(_ points: [Coordinate], by travel: TravelTime) {
        count = points.count
        var distances = [Int64](repeating: 0, count: count * count)
        var durations = [Span](repeating: .milliseconds(0), count: count * count)
        for origin in points.indices {
            for destination in points.indices where destination != origin {
                let metres = travel.metres(from: points[origin], to: points[destination])
                distances[origin * count + destination] = metres
                durations[origin * count + destination] = .minutes(travel.minutes(forMetres: metres))
            }
        }
        self.distances = distances
        self.durations = durations
    }

    func metres(_ origin: Int, _ destination: Int) -> Int64 {
        distances[origin * count + destination]
    }

    func duration(_ origin: Int, _ destination: Int) -> Span {
        durations[origin * count + destination]
    }
}
