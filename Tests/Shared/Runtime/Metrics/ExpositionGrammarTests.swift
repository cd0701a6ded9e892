import Testing

@Suite("The grammar that the tests hold the text against")
struct ExpositionGrammarTests {
    @Test(
        "refuses what is no exposition",
        arguments: [
            ("# TYPE a gauge\na 1", ExpositionGrammar.Fault.unfinishedLastLine),
            ("# TYPE a gauge\na one\n", .notALine("a one")),
            ("# TYPE a.b gauge\n", .notALine("# TYPE a.b gauge")),
            ("# TYPE a gauge\na{x=\"\\\"} 1\n", .notALine("a{x=\"\\\"} 1")),
            ("# TYPE a gauge\na 1\n# TYPE a gauge\n", .familyTwice("# TYPE a gauge")),
            ("# TYPE a gauge\nb 1\n", .outsideOfItsFamily("b 1")),
            ("# TYPE a gauge\na 1\na 2\n", .seriesTwice("a 2")),
            ("# TYPE a gauge\na{x=\"1\",x=\"2\"} 1\n", .labelTwice("a{x=\"1\",x=\"2\"} 1")),
            (
                "# TYPE a histogram\na_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\n",
                .fallingBuckets("a_bucket{le=\"+Inf\"} 1")
            ),
            ("# TYPE a histogram\na_bucket{le=\"+Inf\"} 1\na_count 2\n", .countIsNotInfinity("a_count 2")),
        ])
    func refuses(text: String, fault: ExpositionGrammar.Fault) {
        #expect(throws: fault) { try ExpositionGrammar(text) }
    }
}
