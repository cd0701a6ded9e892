internal import ArgumentParser
internal import CatalogueService
internal import Runtime
internal import Vocabulary

/// `lot return`: gives goods back to their producer.
struct LotReturnCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "return", abstract: "Give back to its producer what is not sold of a consigned lot.",
        discussion: "catalogue lot return LOT 12000g --actor wang.station")

    @Argument(help: "The lot's id.")
    var lot: UUIDv7

    @Argument(help: "How much: 12000g or 40pieces.")
    var quantity: Quantity

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions

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
            The file is what POST /lots/transformations takes:
            {"inputs": [{"lot_id": …, "quantity": …}], "packing_g": 200, "outputs": [{"product_id": …}]}.
                catalogue lot transform maltose.json --actor wang.kitchen
            """)

    @Argument(help: "The JSON file.")
    var file: String

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions

    func run() async throws {
        let sheet = try TransformationSheet(file: file)
        try await options.give(actor, "made") { service, context, transaction in
            try await service.transformLots(sheet, context, in: transaction)
        }
    }
}
