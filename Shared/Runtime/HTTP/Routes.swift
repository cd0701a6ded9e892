public import Eventing
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
public import Postgres
internal import Tracing
internal import Vocabulary

/// The routes of a service: queries that read, and commands that run once for each key.
///
/// One declaration makes a route and its description: its path, what it does in a sentence, the duty that whoever calls it
/// must have, the parameters that it reads beside those of the path that are identifiers, and, by their types, its body and
/// its answer.
public final class Routes {
    let router: Router<ServiceRequestContext>
    private let workbench: Workbench
    private let gate: Gate
    /// What has been added so far.
    private(set) var descriptions: [RouteDescription] = []

    init(_ router: Router<ServiceRequestContext>, _ workbench: Workbench, _ gate: Gate) {
        self.router = router
        self.workbench = workbench
        self.gate = gate
    }

    /// Why, in free words.
    static let reasonHeader = "Reason"
    /// How many bytes a notification may have: of many who send them, none is known before its signature is.
    static let longestNotification = 64 * 1024

    /// Answers `GET` on a path like `/orders/{id}` in a transaction that only reads.
    public func query<Answer: Record>(
        _ path: String, _ summary: String, for duty: any Duty.Type, with parameters: [RouteParameter] = [],
        _ handle: @escaping @Sendable (RequestArguments, PostgresTransaction) async throws -> Answer
    ) {
        let route = add(
            RouteDescription(
                .query, path, summary, for: duty.need, with: parameters, body: nil, answer: Answer.self, status: 200))
        router.get(RouterPath(path)) { [workbench, gate] request, context in
            let caller = try await gate.admit(request, to: route)
            try request.expectsJSON()
            let arguments = RequestArguments(request, context, of: route, by: caller)
            let answer = try await workbench.pool.withTransaction(readOnly: true) { transaction in
                try await handle(arguments, transaction)
            }
            return try Response(200, answer)
        }
    }

    /// Answers `GET` on a path where who reads is recorded, in a transaction that can write the record.
    public func recordedQuery<Answer: Record>(
        _ path: String, _ summary: String, for duty: any Duty.Type, with parameters: [RouteParameter] = [],
        _ handle:
            @escaping @Sendable (RequestArguments, CommandContext, PostgresTransaction) async throws -> Answer
    ) {
        let route = add(
            RouteDescription(
                .recordedQuery, path, summary, for: duty.need, with: parameters, body: nil, answer: Answer.self,
                status: 200))
        router.get(RouterPath(path)) { [workbench, gate] request, context in
            let caller = try await gate.admit(request, to: route)
            try request.expectsJSON()
            let arguments = RequestArguments(request, context, of: route, by: caller)
            let reader = CommandContext(request, by: caller, now: workbench.clock.now())
            let answer = try await workbench.pool.withTransaction { transaction in
                try await handle(arguments, reader, transaction)
            }
            return try Response(200, answer)
        }
    }

    /// Runs a command on `POST` whose refusal is itself kept and told: the handler returns the refusal instead of
    /// throwing it, which would undo what was written. Otherwise as a command that is not refused.
    /// - Parameter status: of the answer, if it was not refused.
    public func command<Body: Record, Answer: Record>(
        _ path: String, _ summary: String, for duty: any Duty.Type, status: Int = 200,
        with parameters: [RouteParameter] = [],
        _ handle:
            @escaping @Sendable (Body, RequestArguments, CommandContext, PostgresTransaction) async throws -> Told<
                Result<Answer, Problem>
            >
    ) {
        let route = RouteDescription(
            .command, path, summary, for: duty.need, with: parameters, body: Body.self, answer: Answer.self,
            status: status)
        answer(route) { (body: Body, arguments, command, transaction) in
            let told = try await handle(body, arguments, command, transaction)
            let answer: IdempotencyKey.Answer =
                switch told.value {
                case .success(let value): .init(status: status, json: try value.encoded())
                case .failure(let problem): .init(status: problem.status, json: try problem.encoded())
                }
            return Told(answer, told.events)
        }
    }

    /// Runs a command on `POST`: once for each `Idempotency-Key`, whose first answer is given again to a repetition.
    ///
    /// The body is decoded, the handler's changes, what it tells, and the answer are committed together.
    /// - Parameter status: of the answer.
    public func command<Body: Record, Answer: Record>(
        _ path: String, _ summary: String, for duty: any Duty.Type, status: Int = 200,
        with parameters: [RouteParameter] = [],
        _ handle:
            @escaping @Sendable (Body, RequestArguments, CommandContext, PostgresTransaction) async throws -> Told<
                Answer
            >
    ) {
        let route = RouteDescription(
            .command, path, summary, for: duty.need, with: parameters, body: Body.self, answer: Answer.self,
            status: status)
        answer(route) { (body: Body, arguments, command, transaction) in
            let told = try await handle(body, arguments, command, transaction)
            return Told(IdempotencyKey.Answer(status: status, json: try told.value.encoded()), told.events)
        }
    }

    /// Runs commands on `POST` that arrive together in one transaction, as ``CommandGroup`` says; each once for each
    /// `Idempotency-Key`, as a command that runs by itself.
    ///
    /// The handler takes them as a set, and returns for each its answer or its refusal. Of a refused one it writes nothing.
    /// - Parameters:
    ///   - status: of the answers.
    ///   - weigh: how many things a command asks for; so many fewer commands share its transaction.
    ///   - read: makes a command of a body.
    public func commands<Body: Record, Command: Sendable, Answer: Record>(
        _ path: String, _ summary: String, for duty: any Duty.Type, status: Int = 200,
        weighing weigh: @escaping @Sendable (Command) -> Int = { _ in 1 },
        reading read: @escaping @Sendable (Body, RequestArguments, CommandContext) throws -> Command,
        _ handle:
            @escaping @Sendable ([Command], PostgresTransaction) async throws -> Told<[Result<Answer, any Error>]>
    ) {
        let group = CommandGroup<Command>(workbench) { commands, transaction in
            let told = try await handle(commands, transaction)
            let answers = try told.value.map { outcome -> CommandGroup<Command>.Outcome in
                switch outcome {
                case .success(let answer): .success(.init(status: status, json: try answer.encoded()))
                case .failure(let refusal): .failure(refusal)
                }
            }
            return Told(answers, told.events)
        }
        let route = RouteDescription(
            .command, path, summary, for: duty.need, with: [], body: Body.self, answer: Answer.self, status: status)
        post(route) { (key, body: Body, arguments, context) in
            let command = try read(body, arguments, context)
            return try await group.answer(CommandGroup.Call(key: key, command: command, weight: weigh(command)))
        }
    }

    private func answer<Body: Record>(
        _ route: RouteDescription,
        _ handle:
            @escaping @Sendable (Body, RequestArguments, CommandContext, PostgresTransaction) async throws -> Told<
                IdempotencyKey.Answer
            >
    ) {
        post(route) { [workbench] (key, body: Body, arguments, command) in
            try await workbench.answerOnce(key) { transaction in
                try await handle(body, arguments, command, transaction)
            }
        }
    }

    private func post<Body: Record>(
        _ route: RouteDescription,
        _ answer:
            @escaping @Sendable (IdempotencyKey, Body, RequestArguments, CommandContext) async throws ->
            IdempotencyKey.Answer
    ) {
        let route = add(route)
        router.post(RouterPath(route.path)) { [workbench, gate] request, context in
            let caller = try await gate.admit(request, to: route)
            try request.expectsJSON()
            try request.bringsJSON()
            let bytes = try await request.body.collect(upTo: context.maxUploadSize).readableBytesView
            // What the command tells comes from its span.
            let answer = try await withSpan("command \(route.path)") { _ in
                let command = CommandContext(request, by: caller, now: workbench.clock.now())
                let key = try IdempotencyKey(
                    caller: caller.identity, route: "POST \(request.uri.path)",
                    key: request.headers[named: IdempotencyKey.header], body: bytes)
                return try await answer(
                    key, try Body(decoding: bytes), RequestArguments(request, context, of: route, by: caller),
                    command)
            }
            return Response(
                answer.status, json: answer.json,
                contentType: answer.status < 400 ? "application/json" : Problem.contentType)
        }
    }
}

extension Routes {
    private func add(_ route: RouteDescription) -> RouteDescription {
        descriptions.append(route)
        return route
    }

    /// Takes what an outside party notifies on `POST`, answering 204: only if the party's signature over the body is
    /// right, since nothing else tells who it comes from. Repetitions are the handler's affair, by the notification's id.
    /// - Parameters:
    ///   - header: carries the signature.
    ///   - isAuthentic: whether a signature is the party's over these bytes.
    public func notification<Body: Record>(
        _ path: String, _ summary: String, signedIn header: String,
        isAuthentic: @escaping @Sendable (_ signature: String, _ body: [UInt8]) async throws -> Bool,
        _ handle: @escaping @Sendable (Body, CommandContext, PostgresTransaction) async throws -> Told<Void>
    ) {
        let route = add(
            RouteDescription(
                .notification(signedIn: header), path, summary, for: nil, with: [], body: Body.self, answer: nil,
                status: 204))
        router.post(RouterPath(route.path)) { [workbench] request, context in
            // Nobody has shown yet who they are.
            let limit = min(context.maxUploadSize, Self.longestNotification)
            let bytes = try await request.body.collect(upTo: limit).readableBytesView
            let signature = request.headers[named: header] ?? ""
            guard try await isAuthentic(signature, Array(bytes)) else {
                throw Problem(
                    401, "signature-wrong", "sign the body as agreed and send the signature in the header \(header)",
                    field: header)
            }
            let body = try Body(decoding: bytes)
            let command = CommandContext(
                request, by: Caller("signed in \(header)", as: .operator), now: workbench.clock.now())
            try await workbench.perform { transaction in try await handle(body, command, transaction) }
            return Response(status: .noContent)
        }
    }
}

extension CommandContext {
    init(_ request: Request, by caller: Caller, now: Instant) {
        self.init(by: caller, reason: request.headers[named: Routes.reasonHeader] ?? "", now: now)
    }
}

extension HTTPFields {
    subscript(named name: String) -> String? {
        HTTPField.Name(name).flatMap { self[$0] }
    }
}
