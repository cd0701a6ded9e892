public import ArgumentParser
internal import Vocabulary

/// Which part of a list is wanted that goes from the newest to the oldest.
public struct NewestFirstOptions: ParsableArguments {
    @Option(help: "Begin after this one, the last of the page before.")
    var before: UUIDv7?

    @Option(help: "How many at most, 1 to 1000.")
    var limit: Int64 = 100

    /// Makes the options.
    public init() {}

    /// Refuses a page that would hold nothing, or too much.
    public func validate() throws {
        _ = try page()
    }

    /// The page.
    public func page() throws -> Page {
        try .asked(last: before, limit: limit)
    }
}

/// Which part of a list is wanted that goes from the oldest to the newest.
public struct OldestFirstOptions: ParsableArguments {
    @Option(help: "Begin after this one, the last of the page before.")
    var after: UUIDv7?

    @Option(help: "How many at most, 1 to 1000.")
    var limit: Int64 = 100

    /// Makes the options.
    public init() {}

    /// Refuses a page that would hold nothing, or too much.
    public func validate() throws {
        _ = try page()
    }

    /// The page.
    public func page() throws -> Page {
        try .asked(last: after, limit: limit)
    }
}

extension Page {
    fileprivate static func asked(last: UUIDv7?, limit: Int64) throws -> Page {
        guard let page = Page(last: last, limit: limit) else { throw ValidationError("--limit takes 1 to 1000") }
        return page
    }
}
