public import Delivery
public import LivestreamDomain
internal import Postgres

// How the words of the domain are stored.

extension ProgrammeState: StoredAsText {}
extension PresenterState: StoredAsText {}
extension EpisodeState: StoredAsText {}
extension OfferSlotState: StoredAsText {}
extension AlleviationDayState: StoredAsText {}
extension AttributionRule: StoredAsText {}
