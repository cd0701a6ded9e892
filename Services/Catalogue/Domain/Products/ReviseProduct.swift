extension Product {
    /// Describes it anew: its packing, its name, its options. What it is counted in, and whose it is, stay.
    public mutating func revise(to specification: ProductSpecification) throws(ProductRefusal) -> [ProductFact] {
        try checkPublished()
        try specification.check()
        guard specification.soldBy == self.specification.soldBy else { throw .unitOfSaleChanged }
        guard specification.county == self.specification.county,
            specification.pavilionID == self.specification.pavilionID
        else { throw .pavilionUnfit }
        self.specification = specification
        return publishChange()
    }
}
