public import EligibilityDomain
internal import Postgres
internal import Runtime
public import Vocabulary

/// The households that an officer works through.
public enum HouseholdSelection: Sendable, Equatable {
    /// Those on a list.
    case tokens([Token])
    /// All that stand in a state, within a county or everywhere.
    case standing(in: HouseholdState, county: DivisionCode?)

    /// How many one command works through at most.
    public static let limit = 1000
}

extension HouseholdSelection {
    /// For the audit trail: a token, or what was gone through.
    var summary: String {
        switch self {
        case .tokens(let tokens): tokens.count == 1 ? tokens[0].description : "\(tokens.count) households"
        case .standing(let state, let county): "all \(state.rawValue) in \(county?.description ?? "every county")"
        }
    }

    /// The files' ids, in the order in which they are locked.
    /// - Throws: when a token is none that the transaction sees, or more are selected than one command works through.
    func resolve(for caller: Caller, in transaction: PostgresTransaction) async throws -> [UUIDv7] {
        switch self {
        case .tokens(let tokens):
            guard tokens.count <= Self.limit else { throw SelectionRefused.tooMany }
            let rows = try await transaction.query(
                "SELECT id, token FROM household WHERE token = ANY (\(tokens)) ORDER BY id")
            let found = try rows.decode(UUIDv7.self, Token.self)
            let known = Set(found.map(\.1))
            // Whether it is on file in another county is not told.
            if let unknown = tokens.first(where: { !known.contains($0) }) {
                throw Problem.notFound("household \(unknown)")
            }
            return found.map(\.0)
        case .standing(let state, let asked):
            let county = try caller.countyShown(asked: asked)
            let ids = try await transaction.query(
                """
                SELECT id FROM household
                WHERE state = \(state) AND (county = \(county) OR \(county == nil))
                ORDER BY id LIMIT \(Int64(Self.limit + 1))
                """
            ).decode(UUIDv7.self)
            guard ids.count <= Self.limit else { throw SelectionRefused.tooMany }
            return ids
        }
    }
}
