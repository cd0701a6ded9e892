public import Delivery
public import LogisticsDomain
internal import Postgres
internal import Vocabulary

// How the words of the domain are stored: each as the code that it is published by.

extension SiteState: StoredAsText {}
extension SiteKind: StoredAsText {}
extension SiteRole: StoredAsText {}
extension LaneBasis: StoredAsText {}
extension DestinationKind: StoredAsText {}
extension Direction: StoredAsText {}
extension ConsignmentState: StoredAsText {}
extension RunState: StoredAsText {}
extension StopState: StoredAsText {}
extension StopFailure: StoredAsText {}
extension Contradiction: StoredAsText {}
extension Custody: StoredAsText {}

extension Band {
    /// A band of its three columns, which are all there or none.
    init?(_ minimum: Int32?, _ maximum: Int32?, _ allowedMinutes: Int64?) {
        guard let minimum, let maximum, let allowedMinutes else { return nil }
        self.init(minimum: minimum, maximum: maximum, allowedMinutes: allowedMinutes)
    }
}
