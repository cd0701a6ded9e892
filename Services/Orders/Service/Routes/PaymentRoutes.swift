internal import Runtime

extension OrdersService {
    /// What payment providers notify.
    func addPaymentRoutes(to routes: Routes) {
        routes.notification(
            "/payments/notifications", "Hear from the payment provider what became of payments.",
            signedIn: PaymentSignature.header
        ) { signature, body in
            try await payments.isAuthentic(signature, over: body)
        } _: { (body: PaymentNotifications, context, transaction) in
            try await record(body, context, in: transaction)
        }
    }
}
