import Testing

@testable import Bench

@Suite("Figures")
struct FigureTests {
    @Test("the median is the middle run, or the mean of two; the spread is from the least to the most")
    func median() {
        #expect(Figure("a", "ms", [9, 1, 2]).median == 2)
        #expect(Figure("a", "ms", [1, 9, 4, 2]).median == 3)
        #expect(Figure("a", "ms").median == nil)
        #expect(Figure("a", "ms", [12, 8, 10]).spread == 0.4)
        #expect(Figure("a", "ms", [7]).spread == 0)
    }

    @Test("a book adds runs to figures by their names, and finds those whose names begin alike")
    func book() {
        var book = FigureBook()
        book.add("batch.cpu.services", "ms", 1)
        book.add("batch.cpu.services", "ms", 3)
        book.add("batch.cpu.postgres", "ms", 5)
        book.add("batch.cpus", "ms", 7)
        #expect(book.figures.map(\.runs) == [[1, 3], [5], [7]])
        #expect(book.medians(under: "batch.cpu") == ["services": 2, "postgres": 5])
        #expect(book.median("batch.cpus") == 7)
        #expect(book.median("batch") == nil)
    }
}
