import Testing

@testable import Postgres

@Suite("The pipeline answers in order and fails what it must")
struct PipelineTests {
    private typealias Replies = Pipeline<String, Int>

    private let lost = PostgresError(.connectionLost, "lost")
    private let refused = PostgresError(PostgresError.Report(severity: "ERROR", sqlState: "23505", message: "refused"))

    private func statement(_ name: String) -> Replies.Statement {
        Replies.Statement(name: name, key: StatementKey(sql: name, types: []))
    }

    private func pipeline(_ expected: Replies.Expected...) -> Replies {
        var pipeline = Replies()
        for answer in expected { pipeline.expect(answer) }
        return pipeline
    }

    /// An action in a form that can be compared.
    private func shown(_ action: Replies.Action) -> String {
        switch action {
        case .nothing: "nothing"
        case .succeed(let ticket, let reply): "\(ticket) = \(reply)"
        case .fail(let ticket, let error): "\(ticket) fails: \(error.kind) \(error.sqlState ?? "-")"
        case .forget(let statement): "forget \(statement.name)"
        case .failAndForget(let ticket, let error, _): "\(ticket) fails: \(error.sqlState ?? "-"), forget"
        case .outOfStep: "out of step"
        }
    }

    private func answers(_ pipeline: inout Replies, _ answers: Replies.Answer...) -> [String] {
        answers.map { shown(pipeline.receive($0)) }
    }

    @Test("replies are handed out in the order of sending, the last one with the synchronization")
    func order() {
        var pipeline = pipeline(
            .preparation(statement("s1")), .reply("a", .statement, statement("s1")),
            .reply("b", .statement, statement("s1")), .synchronization)
        #expect(
            answers(
                &pipeline, .success(0, isRollback: false), .success(1, isRollback: false),
                .success(2, isRollback: false), .synchronized)
                == ["nothing", "a = 1", "nothing", "b = 2"])
        #expect(pipeline.isEmpty)
    }

    @Test("what the server skips fails with the cause, and the segment behind it is not concerned")
    func skipped() {
        var pipeline = pipeline(
            .reply("a", .statement, statement("s1")), .preparation(statement("s2")),
            .reply("b", .statement, statement("s2")), .synchronization,
            .reply("c", .statement, statement("s1")), .synchronization)
        #expect(
            answers(
                &pipeline, .failure(refused), .skipped, .skipped, .synchronized, .success(3, isRollback: false),
                .synchronized)
                == ["a fails: server 23505", "forget s2", "nothing", "b fails: server 23505", "nothing", "c = 3"])
    }

    @Test("a statement that cannot be prepared is forgotten, and its use fails with the reason")
    func preparation() {
        var pipeline = pipeline(
            .preparation(statement("s1")), .reply("a", .statement, statement("s1")), .synchronization)
        #expect(
            answers(&pipeline, .failure(refused), .skipped, .synchronized)
                == ["forget s1", "nothing", "a fails: server 23505"])
    }

    @Test("a plan that became stale is forgotten", arguments: ["0A000", "26000"])
    func stale(sqlState: String) {
        var pipeline = pipeline(.reply("a", .statement, statement("s1")), .reply("b", .statement, statement("s1")))
        let error = PostgresError(PostgresError.Report(severity: "ERROR", sqlState: sqlState))
        #expect(answers(&pipeline, .failure(error)) == ["a fails: \(sqlState), forget"])
    }

    @Test("COMMIT that the server turned into ROLLBACK fails with the transaction's first error")
    func commitOfFailedTransaction() {
        var pipeline = pipeline(
            .reply("begin", .begin, statement("s1")), .reply("a", .statement, statement("s2")), .synchronization,
            .reply("commit", .commit(isReadOnly: false), statement("s3")), .synchronization)
        #expect(
            answers(
                &pipeline, .success(0, isRollback: false), .failure(refused), .synchronized,
                .success(0, isRollback: true), .synchronized)
                == ["begin = 0", "nothing", "a fails: server 23505", "nothing", "commit fails: server 23505"])
    }

    @Test("the outcome of a COMMIT that was not answered is unknown")
    func unansweredCommit() {
        var pipeline = pipeline(
            .reply("a", .statement, statement("s1")), .reply("commit", .commit(isReadOnly: false), statement("s2")),
            .synchronization)
        #expect(
            pipeline.lose(lost).map(shown) == ["a fails: connectionLost -", "commit fails: commitUnknown -"])
        #expect(pipeline.isEmpty)
    }

    @Test("the outcome is known if the transaction had failed, or wrote nothing")
    func knownCommit() {
        var failed = pipeline(
            .reply("a", .statement, statement("s1")), .reply("commit", .commit(isReadOnly: false), statement("s2")),
            .synchronization)
        #expect(answers(&failed, .failure(refused)) == ["a fails: server 23505"])
        #expect(failed.lose(lost).map(shown) == ["commit fails: server 23505"])
        var readOnly = pipeline(.reply("commit", .commit(isReadOnly: true), statement("s2")), .synchronization)
        #expect(readOnly.lose(lost).map(shown) == ["commit fails: connectionLost -"])
    }

    @Test("a COMMIT whose answer came is carried out, even if the synchronization behind it did not")
    func answeredCommit() {
        var pipeline = pipeline(
            .reply("commit", .commit(isReadOnly: false), statement("s2")), .synchronization)
        #expect(answers(&pipeline, .success(0, isRollback: false)) == ["nothing"])
        #expect(pipeline.lose(lost).map(shown) == ["commit = 0"])
    }

    @Test("a server that ends the connection during COMMIT leaves the outcome unknown")
    func terminatedCommit() {
        var pipeline = pipeline(
            .reply("commit", .commit(isReadOnly: false), statement("s2")), .synchronization)
        let last = PostgresError(PostgresError.Report(severity: "FATAL", sqlState: "57P01", message: "terminated"))
        #expect(answers(&pipeline, .failure(last)) == ["nothing"])
        #expect(pipeline.lose(lost).map(shown) == ["commit fails: commitUnknown -"])
    }

    @Test("the outcome of COMMIT is unknown too when the break is told as the failure of a statement before it")
    func brokenBeforeCommit() {
        var pipeline = pipeline(
            .reply("a", .statement, statement("s1")), .reply("commit", .commit(isReadOnly: false), statement("s2")),
            .synchronization)
        #expect(
            answers(&pipeline, .failure(lost), .skipped) == ["a fails: connectionLost -", "nothing"])
        #expect(pipeline.lose(lost).map(shown) == ["commit fails: commitUnknown -"])
    }

    @Test("what failed before a transaction says nothing of its COMMIT that was not answered")
    func failureBeforeTransaction() {
        var pipeline = pipeline(
            .reply("a", .statement, statement("s1")), .synchronization, .reply("begin", .begin, statement("s2")),
            .reply("commit", .commit(isReadOnly: false), statement("s3")), .synchronization)
        #expect(answers(&pipeline, .failure(refused), .synchronized) == ["nothing", "a fails: server 23505"])
        #expect(
            pipeline.lose(lost).map(shown) == ["begin fails: connectionLost -", "commit fails: commitUnknown -"])
    }

    @Test("a statement outside a transaction is committed by the synchronization: one that is refused fails it")
    func refusedSynchronization() {
        var pipeline = pipeline(
            .reply("a", .statement, statement("s1")), .synchronization,
            .reply("b", .statement, statement("s1")), .synchronization)
        #expect(
            answers(
                &pipeline, .success(1, isRollback: false), .failure(refused), .synchronized,
                .success(2, isRollback: false), .synchronized)
                == ["nothing", "a fails: server 23505", "nothing", "nothing", "b = 2"])
    }

    @Test("a statement outside a transaction whose synchronization was not answered is not known to have taken effect")
    func unansweredSynchronization() {
        var pipeline = pipeline(.reply("a", .statement, statement("s1")), .synchronization)
        #expect(answers(&pipeline, .success(1, isRollback: false)) == ["nothing"])
        #expect(pipeline.lose(lost).map(shown) == ["a fails: connectionLost -"])
    }

    @Test("an answer that fits nothing is noticed")
    func outOfStep() {
        var empty = pipeline()
        #expect(answers(&empty, .synchronized) == ["out of step"])
        var early = pipeline(.reply("a", .statement, statement("s1")), .synchronization)
        #expect(answers(&early, .synchronized) == ["out of step"])
    }

    @Test("a long pipeline stays in order")
    func long() {
        var pipeline = Replies()
        for number in 0..<1_000 { pipeline.expect(.reply("\(number)", .statement, statement("s1"))) }
        pipeline.expect(.synchronization)
        #expect(!pipeline.isEmpty && pipeline.isSynchronized)
        for number in 0..<999 {
            #expect(answers(&pipeline, .success(number, isRollback: false)) == ["\(number) = \(number)"])
        }
        #expect(
            answers(&pipeline, .success(999, isRollback: false), .synchronized) == ["nothing", "999 = 999"])
    }
}
