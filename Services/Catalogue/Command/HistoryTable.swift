internal import CatalogueService
internal import Runtime
internal import Vocabulary

extension Table {
    /// What was asked of something, a line each, the first first.
    init(_ history: [StockRecord]) {
        self.init("at", "command", "given by", "refusal", "reason")
        for record in history {
            add(record.at.description, record.command, record.givenBy, record.refusal ?? "", record.reason)
        }
    }
}
