public import Eventing
public import Vocabulary

/// Goods that were loaded at a stop.
public struct LoadedGoods: Record {
    /// The consignment.
    public var consignmentID: UUIDv7
    /// How much was collected of each allocation, at its station; left out where a hub hands on what it has.
    public var items: [Item]?
    /// The digest of the photograph, with a collection.
    public var proof: String?

    /// What was collected of one allocation.
    public struct Item: Record {
        /// The allocation.
        public var allocationID: UUIDv7
        /// How much, in the unit ordered.
        public var amount: Int64
        /// What it weighs, in grams.
        public var weightG: Int64
        /// Why it is less than ordered: `absent`, `spoiled` or `underweight`.
        public var shortReason: String?

        /// Makes an item.
        public init(allocationID: UUIDv7, amount: Int64, weightG: Int64, shortReason: String? = nil) {
            self.allocationID = allocationID
            self.amount = amount
            self.weightG = weightG
            self.shortReason = shortReason
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ item: Self?) throws(EventFault) {
            allocationID = try fields.field("allocation_id", item?.allocationID)
            amount = try fields.field("amount", item?.amount)
            weightG = try fields.field("weight_g", item?.weightG)
            shortReason = try fields.optional("short_reason", item?.shortReason)
        }
    }

    /// Makes it.
    public init(consignmentID: UUIDv7, items: [Item]? = nil, proof: String? = nil) {
        self.consignmentID = consignmentID
        self.items = items
        self.proof = proof
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ goods: Self?) throws(EventFault) {
        consignmentID = try fields.field("consignment_id", goods?.consignmentID)
        items = try fields.optional("items", goods?.items)
        proof = try fields.optional("proof", goods?.proof)
    }
}

/// Goods that a hub or depot has received.
public struct ReceivedGoods: Record {
    /// The consignment.
    public var consignmentID: UUIDv7
    /// What was counted of each allocation; left out if all is there.
    public var counts: [Count]?

    /// What was counted of one allocation.
    public struct Count: Record {
        /// The allocation.
        public var allocationID: UUIDv7
        /// How much, in the unit ordered.
        public var amount: Int64
        /// How much less that is than was carried, as the clerk states it.
        public var difference: Int64

        /// Makes a count.
        public init(allocationID: UUIDv7, amount: Int64, difference: Int64) {
            self.allocationID = allocationID
            self.amount = amount
            self.difference = difference
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ count: Self?) throws(EventFault) {
            allocationID = try fields.field("allocation_id", count?.allocationID)
            amount = try fields.field("amount", count?.amount)
            difference = try fields.field("difference", count?.difference)
        }
    }

    /// Makes it.
    public init(consignmentID: UUIDv7, counts: [Count]? = nil) {
        self.consignmentID = consignmentID
        self.counts = counts
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ goods: Self?) throws(EventFault) {
        consignmentID = try fields.field("consignment_id", goods?.consignmentID)
        counts = try fields.optional("counts", goods?.counts)
    }
}

/// Goods that a buyer, or a partner at a depot, was handed.
public struct DeliveredGoods: Record {
    /// The consignment.
    public var consignmentID: UUIDv7
    /// What was taken and refused of each allocation; left out if all was taken.
    public var items: [Item]?
    /// What kind of proof there is.
    public var proofKind: ProofKind
    /// Its digest.
    public var proof: String

    /// A kind of proof of delivery.
    public enum ProofKind: String, CodeFieldValue {
        /// The buyer's code.
        case code
        /// A signature.
        case signature
        /// A photograph.
        case photo
    }

    /// What was taken and refused of one allocation.
    public struct Item: Record {
        /// The allocation.
        public var allocationID: UUIDv7
        /// How much was taken, in the unit ordered.
        public var delivered: Int64
        /// How much was refused.
        public var refused: Int64
        /// Why: `damaged`, `spoiled`, `wrong`, `unwanted` or `missing`.
        public var reason: String?

        /// Makes an item.
        public init(allocationID: UUIDv7, delivered: Int64, refused: Int64, reason: String? = nil) {
            self.allocationID = allocationID
            self.delivered = delivered
            self.refused = refused
            self.reason = reason
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ item: Self?) throws(EventFault) {
            allocationID = try fields.field("allocation_id", item?.allocationID)
            delivered = try fields.field("delivered", item?.delivered)
            refused = try fields.field("refused", item?.refused)
            reason = try fields.optional("reason", item?.reason)
        }
    }

    /// Makes it.
    public init(consignmentID: UUIDv7, items: [Item]? = nil, proofKind: ProofKind, proof: String) {
        self.consignmentID = consignmentID
        self.items = items
        self.proofKind = proofKind
        self.proof = proof
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ goods: Self?) throws(EventFault) {
        consignmentID = try fields.field("consignment_id", goods?.consignmentID)
        items = try fields.optional("items", goods?.items)
        proofKind = try fields.field("proof_kind", goods?.proofKind)
        proof = try fields.field("proof", goods?.proof)
    }
}

/// Goods that a pick-up station keeps for their buyer.
public struct KeptGoods: Record {
    /// The consignment.
    public var consignmentID: UUIDv7
    /// The digest of the buyer's code.
    public var codeDigest: String

    /// Makes it.
    public init(consignmentID: UUIDv7, codeDigest: String) {
        self.consignmentID = consignmentID
        self.codeDigest = codeDigest
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ goods: Self?) throws(EventFault) {
        consignmentID = try fields.field("consignment_id", goods?.consignmentID)
        codeDigest = try fields.field("code_digest", goods?.codeDigest)
    }
}

/// Goods that were to be loaded or handed over at a stop and were not.
public struct FailedGoods: Record {
    /// The consignment.
    public var consignmentID: UUIDv7
    /// Why: `absent`, `goods-missing`, `spoiled`, `closed`, `refused`, `road`, `vehicle` or `lost`.
    public var reason: String

    /// Makes it.
    public init(consignmentID: UUIDv7, reason: String) {
        self.consignmentID = consignmentID
        self.reason = reason
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ goods: Self?) throws(EventFault) {
        consignmentID = try fields.field("consignment_id", goods?.consignmentID)
        reason = try fields.field("reason", goods?.reason)
    }
}
