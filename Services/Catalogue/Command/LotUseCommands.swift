internal import ArgumentParser
internal import CatalogueService
internal import Runtime
internal import Vocabulary

/// `lot return`: gives goods back to their producer.
struct LotReturnCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "return", abstract: "Give back to its producer what is not sold of a consigned lot.",
        discussion: """
            catalogue lot return $(catalogue lot find --state listed --column lot | tail -n 1) 2000g --actor wang.station
            """)

    @Argument(help: "The lot's id.")
    var lot: UUIDv7

    @Argument(help: "How much: 12000g or 40pieces.")
    var quantity: Quantity

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<KeepingLots>

    func run() async throws {
        let sheet = ReturnSheet(lots: [LotPortion(lotID: lot, quantity: quantity)])
        try await options.give(actor, "returned") { service, context, transaction in
            try await service.returnLots(sheet, context, in: transaction)
        }
    }
}

/// `lot transform`: makes lots into others.
struct LotTransformCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transform", abstract: "Make lots into others, as a JSON file says.",
        discussion: """
            The file is what POST /lots/transformations takes; - is standard input. What is made is described as for `receive`.

            catalogue lot transform - --actor wang.kitchen <<END
            {"inputs": [{"lot_id": "$(catalogue lot find --state listed --column lot | tail -n 1)",
            "quantity": {"amount": 10000, "unit": "g"}}], "packing_g": 0, "outputs": [
            {"product_id": "$(catalogue product list --county 522728 --column product | head -n 1)",
            "producer_id": "$(catalogue producer list --county 522728 --column producer | head -n 1)",
            "station_id": "$(logistics station list --county 522728 --column station | head -n 1)",
            "village": "522728100201", "quantity": {"amount": 9000, "unit": "g"}, "grade": "first",
            "harvested_on": "2019-07-09", "expires_on": "2019-08-20", "producer_price": {"fen": 520, "per": "500g"}}]}
            END
            """)

    @Argument(help: "The JSON file.")
    var file: String

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<KeepingLots>

    func run() async throws {
        let sheet = try TransformationSheet(file: file)
        try await options.give(actor, "made") { service, context, transaction in
            try await service.transformLots(sheet, context, in: transaction)
        }
    }
}
