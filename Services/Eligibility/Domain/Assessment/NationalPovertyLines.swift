extension PovertyLineTable {
    /// The national rural lines of 2010 to 2020.
    ///
    /// Those of 2017 to 2019 are quoted widely, but we found no publication of the National Bureau of Statistics for
    /// them.
    public static let national = PovertyLineTable(
        [
            (2010, 2300, false),
            (2011, 2536, false),
            (2012, 2625, false),
            (2013, 2736, false),
            (2014, 2800, false),
            (2015, 2855, false),
            (2016, 2952, false),
            (2017, 2952, true),
            (2018, 2995, true),
            (2019, 3218, true),
            (2020, 4000, false),
        ].map { year, yuan, isWeaklySourced in
            PovertyLine(
                jurisdiction: .national, year: year, basis: .standardOf2010InCurrentPrices, fenPerPerson: yuan * 100,
                source: isWeaklySourced ? "press reports" : "National Bureau of Statistics of China",
                isWeaklySourced: isWeaklySourced)
        })
}
