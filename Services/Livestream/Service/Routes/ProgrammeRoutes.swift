internal import Eventing
internal import Runtime

/// The body of a command that says all by its path.
struct NoFields: Record {
    init(_ fields: inout some FieldCoder, _ record: Self?) throws(EventFault) {}
}

extension LivestreamService {
    /// `GET` and `POST /programmes`, `POST /programmes/{id}/close`.
    func addProgrammeRoutes(to routes: Routes) {
        routes.query(
            "/programmes", "Programmes, the newest first.", for: LookingAtProgrammes.self, with: .page("before")
        ) {
            [self] arguments, transaction in
            try await programmes(try Page(arguments, "before"), in: transaction)
        }
        routes.command("/programmes", "Open a programme.", for: KeepingProgrammes.self, status: 201) {
            [self] (request: ProgrammeRequest, _, context, transaction) in
            try await openProgramme(request, context, in: transaction)
        }
        routes.command("/programmes/{id}/close", "Close a programme.", for: KeepingProgrammes.self) {
            [self] (_: NoFields, arguments, context, transaction) in
            try await closeProgramme(try arguments.id("id"), context, in: transaction)
        }
    }
}
