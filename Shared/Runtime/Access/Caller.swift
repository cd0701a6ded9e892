public import Vocabulary

/// Who asks or commands: proven by a token, or stated on the service's own host.
public struct Caller: Sendable, Hashable {
    /// The person or the machine; the `actor` of what is recorded.
    public let subject: String
    /// In which role.
    public let role: Role
    /// How far the role reaches.
    public let scope: Scope

    /// Names all three.
    public init(_ subject: String, as role: Role, within scope: Scope = Scope()) {
        self.subject = subject
        self.role = role
        self.scope = scope
    }

    /// Tells them from all others: two partners' programmes may bear one name, and one person may act in two roles.
    var identity: String {
        let scopes = [scope.county?.description, scope.partner?.description, scope.subPlatform?.description]
        return ([role.rawValue] + scopes.map { $0 ?? "" } + [subject]).joined(separator: " ")
    }

    /// Whether what belongs to a place is theirs.
    public func reaches(_ place: DivisionCode) -> Bool {
        scope.county == nil || place.county == scope.county
    }

    /// Whether they are one of those whom something names by their ids, as a shift names its driver.
    public func isOne(of people: [UUIDv7]) -> Bool {
        UUIDv7(subject).map { people.contains($0) } ?? false
    }

    /// Refuses a place that somebody names and that is another county's.
    /// - Parameter field: what names it.
    public func expect(_ place: DivisionCode, field: String) throws(Problem) {
        guard reaches(place) else {
            throw Problem(
                403, "out-of-scope", "\(place) is not of \(reach): ask somebody of that county, or for a token of it",
                field: field)
        }
    }

    /// Which county's things a list shows: those of the caller's own, unless every county's are theirs.
    /// - Parameter asked: the county that is asked for; nil for whatever there is.
    public func countyShown(asked: DivisionCode?, field: String = "county") throws(Problem) -> DivisionCode? {
        guard let asked else { return scope.county }
        try expect(asked, field: field)
        return asked
    }

    /// Refuses who is bound to one county or to one sub-platform, for what neither has a part of its own in.
    public func expectEverything() throws(Problem) {
        guard scope.county == nil else {
            throw Problem(
                403, "out-of-scope",
                "this is about every county, and the token about \(reach): ask for one of every county")
        }
        try expectEverySubPlatform()
    }

    /// Whether what belongs to a sub-platform, or to none, is within reach: their own alone, if their token names one.
    public func actsIn(_ subPlatform: UUIDv7?) -> Bool {
        scope.subPlatform == nil || subPlatform == scope.subPlatform
    }

    /// Refuses a sub-platform that somebody names, or leaves out, and that is another one than they act in.
    /// - Parameter field: what names it.
    public func expect(subPlatform: UUIDv7?, field: String) throws(Problem) {
        guard actsIn(subPlatform) else {
            throw Problem(
                403, "out-of-scope", "the token is for another sub-platform: name that one, or use another token",
                field: field)
        }
    }

    /// Refuses who acts in one sub-platform, for what is not told apart by sub-platforms.
    public func expectEverySubPlatform() throws(Problem) {
        guard scope.subPlatform == nil else {
            throw Problem(
                403, "out-of-scope",
                "this is about every sub-platform, and the token about one: ask for one that names none")
        }
    }

    /// Refuses who acts for another partner. Who acts for none may speak of any.
    /// - Parameter field: what names the partner.
    public func expect(partner: UUIDv7, field: String) throws(Problem) {
        guard role.bound != .partner || scope.partner == partner else {
            throw Problem(
                403, "out-of-scope", "the token is of another partner than \(partner): use that partner's own",
                field: field)
        }
    }

    private var reach: String {
        scope.county.map { "county \($0)" } ?? "every county"
    }
}
