public import Vocabulary

/// Why a product was left as it was.
public enum ProductRefusal: Error, Equatable {
    /// What has no row in the state table.
    case notInState(ProductState)
    /// The name lacks its Chinese or its English form.
    case nameIncomplete
    /// The pavilion is closed, or another county's.
    case pavilionUnfit
    /// The weights of a unit contradict each other.
    case weightsImplausible
    /// A price asked for another measure than the product is sold by.
    case wrongMeasure(Price)
    /// A price of nothing or less.
    case priceNotPositive
    /// The floor is below what the producer, the station and the tax need.
    case floorBelowCost(producerPrice: Price)
    /// A change of what the lots are counted in.
    case unitOfSaleChanged
    /// The sub-platform does not sell this product.
    case notOnSubPlatform
    /// A listing that ends before it begins.
    case listingEndsBeforeItBegins
    /// A listing id that was used before.
    case listingKnown
    /// No open listing of that id.
    case listingUnknown

    /// The stable name of the rule broken.
    public var code: String {
        switch self {
        case .notInState: "not-in-state"
        case .nameIncomplete: "name-incomplete"
        case .pavilionUnfit: "pavilion-unfit"
        case .weightsImplausible: "weights-implausible"
        case .wrongMeasure: "wrong-measure"
        case .priceNotPositive: "price-not-positive"
        case .floorBelowCost: "floor-below-cost"
        case .unitOfSaleChanged: "unit-of-sale-changed"
        case .notOnSubPlatform: "not-on-sub-platform"
        case .listingEndsBeforeItBegins: "listing-ends-before-it-begins"
        case .listingKnown: "listing-known"
        case .listingUnknown: "listing-unknown"
        }
    }
}

extension ProductRefusal: CustomStringConvertible {
    /// A sentence for a person that says what to do.
    public var description: String {
        switch self {
        case .notInState(let state): "The product is \(state.rawValue); publish a new one instead."
        case .nameIncomplete: "Give its name in Chinese and in English."
        case .pavilionUnfit: "Name an open pavilion of the product's own county."
        case .weightsImplausible: "Give a net weight above zero, a gross weight not below it, and a volume above zero."
        case .wrongMeasure(let price): "A price per \(price.per.rawValue) does not fit; ask it for the unit of sale."
        case .priceNotPositive: "Give a price above zero."
        case .floorBelowCost(let price):
            "The floor does not cover the producer price of \(price.fen) fen, commission and tax; raise it."
        case .unitOfSaleChanged: "Publish a new product: what its lots are counted in cannot change."
        case .notOnSubPlatform: "Name one of the product's sub-platforms, or none."
        case .listingEndsBeforeItBegins: "Let the listing end after it begins."
        case .listingKnown: "Give the listing a new id."
        case .listingUnknown: "Name an open listing of this product."
        }
    }
}
