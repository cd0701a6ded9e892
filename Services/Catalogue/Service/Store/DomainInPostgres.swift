public import CatalogueDomain
public import Delivery
internal import Postgres

// How the words of the domain are stored.

extension StorefrontState: StoredAsText {}
extension ProductState: StoredAsText {}
extension ProductKind: StoredAsText {}
extension ProducerKind: StoredAsText {}
extension OptionRule: StoredAsText {}
extension DesignationLevel: StoredAsText {}
extension CountyLevel: StoredAsText {}
extension VillageLevel: StoredAsText {}
extension PriceBreach.Action: StoredAsText {}
extension FloorAppeal.State: StoredAsText {}
extension LotTitle: StoredAsText {}
extension LotState: StoredAsText {}
extension LotMovement: StoredAsText {}
extension ConformityBasis: StoredAsText {}
extension ReservationState: StoredAsText {}
extension AllocationStage: StoredAsText {}
extension RevocationCause: StoredAsText {}
extension SlotStockState: StoredAsText {}
