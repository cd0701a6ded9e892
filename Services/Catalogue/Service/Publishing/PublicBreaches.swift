internal import CatalogueDomain
internal import CatalogueEvents

extension PriceBreached {
    /// An attempt to sell below the floor.
    init(_ breach: PriceBreach) {
        self.init(
            breachID: breach.id, productID: breach.productID, listingID: breach.listingID, offerID: breach.offerID,
            partnerID: breach.partnerID, attempted: breach.attempted, floor: breach.floor,
            action: Action(breach.action), at: breach.at)
    }
}

extension PriceBreached.Action {
    fileprivate init(_ action: PriceBreach.Action) {
        self =
            switch action {
            case .refused: .refused
            case .acceptedImport: .acceptedImport
            }
    }
}
