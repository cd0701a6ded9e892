internal import ArgumentParser
internal import OrdersService
internal import Runtime
internal import Vocabulary

/// `cancel`: ends an order for its buyer.
struct CancelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Cancel an order for its buyer. Once it is paid, logistics decides the race.",
        discussion: """
            Every order that still waits for its payment:

            for order in $(orders list --state payable --column order); do
                orders cancel $order --yes --actor clerk.li --reason 'the buyer telephoned'
            done
            """)

    @Argument(help: "The order's id.")
    var order: UUIDv7

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<SpeakingForBuyers>

    func run() async throws {
        try confirmation.confirm("order \(order) is cancelled")
        let view = try await options.withService(OrdersService.self, by: actor) { service, workbench, context in
            try await workbench.perform { transaction in
                let told = try await service.cancel(order, context, in: transaction)
                return Told(try await service.show(order, in: transaction), told.events)
            }
        }
        try options.print(view, "order \(order) is \(view.state)")
    }
}
