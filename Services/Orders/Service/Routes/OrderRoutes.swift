internal import Delivery
internal import OrdersDomain
internal import Runtime

extension OrdersService {
    /// What buyers ask for.
    func addOrderRoutes(to routes: Routes) {
        routes.commands(
            "/orders", "Place an order. What becomes of it is asked for by its id.", for: Buying.self, status: 201
        ) { (body: PlaceOrderBody, _, context) in
            let request = body.request
            try request.expectPlaced(by: context.caller)
            return OrderToPlace(request: request, instrument: body.instrument, context: context)
        } _: { orders, transaction in
            try await place(orders, in: transaction).map { $0.map { $0.map(OrderReceipt.init) } }
        }
        routes.command(
            "/orders/{id}/cancel", "Cancel an order, or what of it can still be withdrawn.", for: SpeakingForBuyers.self
        ) {
            (_: EmptyBody, arguments, context, transaction) in
            try await cancel(try arguments.id("id"), context, in: transaction).map(OrderReceipt.init)
        }
        routes.command(
            "/orders/{id}/payments", "Pay for an order that is reserved, after a payment that failed.",
            for: Buying.self, status: 201
        ) { (body: PayBody, arguments, context, transaction) in
            try await pay(for: try arguments.id("id"), with: body.instrument, context, in: transaction)
                .map(OrderReceipt.init)
        }
        routes.query(
            "/orders/{id}", "An order: its saga as one timeline, and what it waits for.", for: LookingAtOrders.self
        ) {
            arguments, transaction in
            try await show(try arguments.id("id"), to: arguments.caller, in: transaction)
        }
    }
}

extension Told {
    /// The same told, with another form of the answer.
    func map<Answer>(_ form: (Value) throws -> Answer) rethrows -> Told<Answer> {
        Told<Answer>(try form(value), events)
    }
}
