import Testing

@testable import Postgres

@Suite("The cache of prepared statements")
struct StatementCacheTests {
    private func key(_ sql: String, _ types: [UInt32] = []) -> StatementKey {
        StatementKey(sql: sql, types: types)
    }

    @Test("a statement is prepared once")
    func once() {
        var cache = StatementCache(bound: 2)
        let first = cache.use(key("a"))
        let second = cache.use(key("a"))
        #expect(first.isNew && !second.isNew)
        #expect(first.name == second.name)
    }

    @Test("the same text with parameters of other types is another statement")
    func types() {
        var cache = StatementCache(bound: 2)
        #expect(cache.use(key("a", [20])).name != cache.use(key("a", [25])).name)
    }

    @Test("the one that was not used for the longest time goes first")
    func eviction() {
        var cache = StatementCache(bound: 2)
        let a = cache.use(key("a"))
        let b = cache.use(key("b"))
        _ = cache.use(key("a"))
        _ = cache.use(key("c"))
        #expect(cache.takeEvicted() == [b.name])
        #expect(cache.takeEvicted() == [])
        #expect(cache.use(key("a")) == StatementCache.Statement(name: a.name, isNew: false))
        #expect(cache.use(key("b")).isNew)
    }

    @Test("a forgotten statement is prepared anew, and a later one of the same text is not forgotten for it")
    func forgetting() {
        var cache = StatementCache(bound: 2)
        let first = cache.use(key("a"))
        cache.forget(first.name, key("a"))
        let second = cache.use(key("a"))
        #expect(second.isNew && second.name != first.name)
        cache.forget(first.name, key("a"))
        #expect(!cache.use(key("a")).isNew)
    }
}
