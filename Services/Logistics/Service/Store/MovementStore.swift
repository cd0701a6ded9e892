internal import Delivery
internal import LogisticsDomain
internal import Postgres
internal import Vocabulary

/// What went on board of runs and off. Rows are only added.
struct MovementStore {
    let transaction: PostgresTransaction

    /// The movements of runs, by run and time; those of one time in the order in which they were recorded.
    func load(of runs: [UUIDv7]) async throws -> [UUIDv7: [GoodsMovement]] {
        let rows = try await transaction.query(
            """
            SELECT run, number, at, consignment, compartment FROM goods_movement
            WHERE run = ANY (\(runs)) ORDER BY run, at, number, act, position
            """
        ).decode(UUIDv7.self, Int32.self, Instant.self, UUIDv7.self, Int32?.self)
        var movements: [UUIDv7: [GoodsMovement]] = [:]
        for rows in rows.split(whereChanges: { $0.0 != $1.0 || $0.1 != $1.1 }) {
            let on = rows.compactMap { row in row.4.map { Loading(consignmentID: row.3, compartment: $0) } }
            let off = rows.filter { $0.4 == nil }.map(\.3)
            guard let first = rows.first else { continue }
            movements[first.0, default: []].append(GoodsMovement(at: first.2, on: on, off: off))
        }
        return movements
    }

    /// Adds what runs have moved, each beside what it was.
    func append(_ runs: [(run: Run, before: Run)]) throws(PostgresError) {
        let rows = runs.flatMap { run, before in
            run.movements.added(to: before.movements).enumerated().flatMap { index, movement in
                MovementRow.all(of: movement, run: run.id, number: Int32(before.movements.count + index + 1))
            }
        }
        guard !rows.isEmpty else { return }
        try transaction.send(
            """
            INSERT INTO goods_movement (run, number, act, position, at, consignment, compartment)
            SELECT * FROM unnest(
                \(rows.map(\.run)), \(rows.map(\.number)), \(rows.map(\.act)), \(rows.map(\.position)),
                \(rows.map(\.at)), \(rows.map(\.consignment)), \(rows.map(\.compartment)))
            """)
    }
}

private struct MovementRow {
    let run: UUIDv7
    let number: Int32
    let act: String
    let position: Int32
    let at: Instant
    let consignment: UUIDv7
    let compartment: Int32?

    static func all(of movement: GoodsMovement, run: UUIDv7, number: Int32) -> [MovementRow] {
        movement.off.enumerated().map { index, consignment in
            MovementRow(
                run: run, number: number, act: "off", position: Int32(index + 1), at: movement.at,
                consignment: consignment, compartment: nil)
        }
            + movement.on.enumerated().map { index, loading in
                MovementRow(
                    run: run, number: number, act: "on", position: Int32(index + 1), at: movement.at,
                    consignment: loading.consignmentID, compartment: loading.compartment)
            }
    }
}

extension [GoodsMovement] {
    /// What is here beyond what was before: movements are put in their place by time, and none ever goes.
    fileprivate func added(to before: [GoodsMovement]) -> [GoodsMovement] {
        var known = before[...]
        return filter { movement in
            guard known.first == movement else { return true }
            known.removeFirst()
            return false
        }
    }
}

extension Array {
    /// Cuts the array between neighbours of which the second begins something new.
    func split(whereChanges isChange: (Element, Element) -> Bool) -> [ArraySlice<Element>] {
        var parts: [ArraySlice<Element>] = []
        var start = startIndex
        for index in indices.dropFirst() where isChange(self[index - 1], self[index]) {
            parts.append(self[start..<index])
            start = index
        }
        if start < endIndex { parts.append(self[start...]) }
        return parts
    }
}
