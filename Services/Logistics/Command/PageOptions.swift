internal import ArgumentParser
internal import LogisticsService
internal import Vocabulary

/// Which part of a list is wanted.
struct PageOptions: ParsableArguments {
    @Option(help: "Begin after this one, the last of the page before.")
    var before: UUIDv7?

    @Option(help: "How many at most, 1 to 1000.")
    var limit: Int64 = 100

    func validate() throws {
        _ = try page()
    }

    /// The page.
    func page() throws -> Page {
        guard let page = Page(before: before, limit: limit) else {
            throw ValidationError("--limit takes 1 to 1000")
        }
        return page
    }
}
