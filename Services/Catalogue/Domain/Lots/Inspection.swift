public import Vocabulary

/// What an inspection found.
public enum InspectionVerdict: Sendable, Hashable {
    /// The goods may be sold.
    case passed
    /// They may not; some unfit goods still serve the producer for another use.
    case failed(fitForOtherUse: Bool)
}

/// Someone looked at goods and judged them.
public struct Inspection: Sendable, Hashable {
    /// Its id.
    public let id: UUIDv7
    /// Who inspected.
    public let inspectorID: UUIDv7
    /// What was found.
    public let verdict: InspectionVerdict

    /// An inspection as reported, or as stored.
    public init(id: UUIDv7, inspectorID: UUIDv7, verdict: InspectionVerdict) {
        self.id = id
        self.inspectorID = inspectorID
        self.verdict = verdict
    }
}
