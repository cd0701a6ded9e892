public import Vocabulary

/// Why a lot was left as it was.
public enum LotRefusal: Error, Equatable {
    /// What has no row in the state table.
    case notInState(LotState, LotCommand)
    /// The producer was never taken on.
    case producerUnknown
    /// The place of origin is not a village.
    case notAVillage(DivisionCode)
    /// Nothing was weighed, or less.
    case quantityNotPositive
    /// It was counted in another unit than its product.
    case wrongUnit(QuantityUnit)
    /// A price asked for another measure than the product is sold by.
    case wrongMeasure(Price)
    /// A price of less than nothing.
    case priceNegative
    /// A harvest that is yet to come.
    case harvestedLater(Day)
    /// Its last day is over.
    case expired(Day)
    /// Its last day is not over.
    case notExpired(Day)
    /// Members on a lot that is no cooperative's.
    case membersOfNoCooperative
    /// Members whose parts are not together the lot.
    case membersDoNotAddUp(Int64)
    /// The inspector is the producer.
    case inspectedByProducer
    /// The certificate is of another lot or producer.
    case certificateOfAnotherLot
    /// The certificate lacks some of its parts.
    case certificateIncomplete([CertificatePart])
    /// The product is not on sale.
    case productNotOnSale
    /// The floor does not cover what was agreed with this producer.
    case floorBelowCost(floor: Price)
    /// Nothing of it is there to hold back or to inspect.
    case nothingThere
    /// A purchased lot has no producer to go back to.
    case notConsigned
    /// More came out of a transformation than went in.
    case outputsOutweighInputs
    /// Goods of it are still to be sold, shipped or inspected.
    case notExhausted
    /// The recall's closure does not name it.
    case outsideClosure
    /// The stock does not allow it.
    case stock(LotStockRefusal)

    /// The stable name of the rule broken.
    public var code: String {
        switch self {
        case .notInState: "not-in-state"
        case .producerUnknown: "producer-unknown"
        case .notAVillage: "not-a-village"
        case .quantityNotPositive: "quantity-not-positive"
        case .wrongUnit: "wrong-unit"
        case .wrongMeasure: "wrong-measure"
        case .priceNegative: "price-negative"
        case .harvestedLater: "harvested-later"
        case .expired: "expired"
        case .notExpired: "not-expired"
        case .membersOfNoCooperative: "members-of-no-cooperative"
        case .membersDoNotAddUp: "members-do-not-add-up"
        case .inspectedByProducer: "inspected-by-producer"
        case .certificateOfAnotherLot: "certificate-of-another-lot"
        case .certificateIncomplete: "certificate-incomplete"
        case .productNotOnSale: "product-not-on-sale"
        case .floorBelowCost: "floor-below-cost"
        case .nothingThere: "nothing-there"
        case .notConsigned: "not-consigned"
        case .outputsOutweighInputs: "outputs-outweigh-inputs"
        case .notExhausted: "not-exhausted"
        case .outsideClosure: "outside-closure"
        case .stock(let refusal): refusal.code
        }
    }
}

extension LotRefusal: CustomStringConvertible {
    /// A sentence for a person that says what to do.
    public var description: String {
        switch self {
        case .notInState(let state, let command):
            "A lot that is \(state.rawValue) has no \(command.rawValue); look at its state first."
        case .producerUnknown: "Register the producer before its goods are weighed in."
        case .notAVillage(let code): "\(code) is no village; give its twelve digits."
        case .quantityNotPositive: "Weigh the goods again: the quantity must be above zero."
        case .wrongUnit(let unit): "\(unit.rawValue) does not fit; count the lot in its product's unit."
        case .wrongMeasure(let price):
            "A price per \(price.per.rawValue) does not fit; agree on one for the product's unit."
        case .priceNegative: "Agree on a price of zero or more."
        case .harvestedLater(let day): "\(day) is yet to come; state the day of the harvest."
        case .expired(let day): "Its last day was \(day); it can no longer be sold."
        case .notExpired(let day): "It may be sold until the end of \(day); wait for that."
        case .membersOfNoCooperative: "Leave the members out: only a cooperative's lot has some."
        case .membersDoNotAddUp(let sum):
            "The members' parts are \(sum) together; state parts that make up the whole lot."
        case .inspectedByProducer: "Have it inspected by someone else than its producer."
        case .certificateOfAnotherLot: "Give the certificate of this lot, issued by its producer."
        case .certificateIncomplete(let missing):
            "Complete the certificate: \(missing.map(\.rawValue).joined(separator: ", ")) missing."
        case .productNotOnSale: "Offer the product at a price before its lots are listed."
        case .floorBelowCost(let floor):
            "The floor of \(floor.fen) fen does not cover the agreed price, commission and tax; raise the floor."
        case .nothingThere: "Nothing of the lot is there; look at its stock first."
        case .notConsigned: "The station bought this lot; it cannot be returned to the producer."
        case .outputsOutweighInputs: "Weigh inputs, outputs and packing again: more came out than went in."
        case .notExhausted: "Goods of the lot are still to be sold, shipped or inspected; wait for that."
        case .outsideClosure: "Name the lot in the closure of its recall."
        case .stock(let refusal): refusal.description
        }
    }
}
