import Testing

@testable import Bench

@Suite("Figures")
struct FigureTests {
    @Test("the median is the middle run, or the mean of two; the spread is from the least to the most")
    func median() {
        #expect(Figure("a", "ms", [9, 1, 2]).median == 2)
        #expect(Figure("a", "ms", [1, 2, 4, 9]).median == 3)
        #expect(Figure("a", "ms").median == nil)
        #expect(Figure("a", "ms", [8, 10, 12]).spread == 0.4)
        #expect(Figure("a", "ms", [7]).spread == 0)
    }
}
