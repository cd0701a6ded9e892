/// The series there are, by family and labels, of a bounded number.
struct SeriesTable: Sendable {
    /// All series of one name.
    struct Family: Sendable {
        let kind: MetricKind
        var help: String?
        var series: [LabelSet: any Series] = [:]
    }

    private let sampleLimit: Int
    private var sampleCount = 0
    private var families: [String: Family] = [:]
    /// The names of samples that the families use.
    private var sampleNames: Set<String> = []

    /// - Parameter sampleLimit: how many lines all series together may take.
    init(sampleLimit: Int) {
        self.sampleLimit = sampleLimit
    }

    subscript(identity: SeriesIdentity) -> (any Series)? {
        families[identity.family]?.series[identity.labels]
    }

    mutating func add(_ series: some Series, help: String?) throws(SeriesRefusal) {
        let identity = series.identity
        guard accepts(identity) else { throw .conflict }
        guard sampleCount + series.sampleCount <= sampleLimit else { throw .full }
        var family = families[identity.family] ?? Family(kind: identity.kind)
        family.help = family.help ?? help
        family.series[identity.labels] = series
        families[identity.family] = family
        sampleNames.formUnion(identity.kind.sampleNames(of: identity.family))
        sampleCount += series.sampleCount
    }

    /// Forgets a series. One that was refused, or forgotten before, is not there, though another may bear its name.
    mutating func remove(_ series: any Series) {
        let identity = series.identity
        guard self[identity] === series else { return }
        families[identity.family]?.series[identity.labels] = nil
        sampleCount -= series.sampleCount
        guard families[identity.family]?.series.isEmpty == true else { return }
        families[identity.family] = nil
        sampleNames.subtract(identity.kind.sampleNames(of: identity.family))
    }

    /// Writes every family by its name, and in it every series by its labels.
    func write(to text: inout PrometheusText) {
        for (name, family) in families.sorted(by: { $0.key < $1.key }) {
            text.family(name, kind: family.kind, help: family.help)
            for (_, series) in family.series.sorted(by: { $0.key < $1.key }) {
                series.write(to: &text)
            }
        }
    }

    private func accepts(_ identity: SeriesIdentity) -> Bool {
        if let family = families[identity.family] {
            return family.kind == identity.kind && family.series[identity.labels] == nil
        }
        return sampleNames.isDisjoint(with: identity.kind.sampleNames(of: identity.family))
    }
}
