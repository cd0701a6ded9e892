public import Vocabulary

extension Band {
    /// Whether goods of this band keep well in a place that is held within another band.
    public func isKept(in place: Band) -> Bool {
        minimum <= place.minimum && place.maximum <= maximum
    }
}

extension Band? {
    /// Whether goods keep well in a place. Goods that ask for no band bear any; a place that is held at none keeps no
    /// others.
    public func isKept(in place: Band?) -> Bool {
        guard let goods = self else { return true }
        guard let place else { return false }
        return goods.isKept(in: place)
    }
}
