import Eventing
import Testing

@testable import Delivery

@Suite("The course of a batch")
struct BatchCourseTests {
    private let start = ContinuousClock.now
    private let subject = HeardSubject(EventSource("orders", "order"), "s")

    private func course(_ isSuspect: [Bool], hasUnfit: Bool = false) -> BatchCourse {
        BatchCourse(isSuspect: isSuspect, hasUnfit: hasUnfit, maximumHold: .seconds(600))
    }

    /// The steps of a course when these are the outcomes.
    private func steps(_ course: BatchCourse, _ outcomes: [BatchCourse.Outcome]) -> [BatchCourse.Step] {
        var course = course
        return [course.first] + outcomes.map { course.next(after: $0, at: start) }
    }

    private let done = BatchCourse.Outcome.committed(goingOn: [])

    @Test("is one transaction when nothing fails")
    func whole() {
        #expect(steps(course([false, false]), [done]) == [.handleAll, .acknowledge])
        #expect(steps(course([], hasUnfit: true), [done]) == [.handleAll, .acknowledge])
    }

    @Test("goes on event by event when the batch fails, and parks the one that fails alone")
    func alone() {
        let parked = BatchCourse.Step.park(1, Refusal(cause: .failed, error: "e", attempts: 2))
        #expect(
            steps(course([false, false, false], hasUnfit: true), [.failed("b"), done, done, .failed("e"), done, done])
                == [.handleAll, .parkUnfit, .handle(0), .handle(1), parked, .handle(2), .acknowledge])
    }

    @Test("lets what is stored of a subject follow one by one, and parks the one that fails")
    func followers() {
        let goingOn = BatchCourse.Outcome.committed(goingOn: [subject])
        let parked = BatchCourse.Step.parkFollower(subject, Refusal(cause: .failed, error: "e", attempts: 2))
        #expect(
            steps(course([false]), [.failed("b"), goingOn, goingOn, .failed("e"), goingOn, done])
                == [
                    .handleAll, .handle(0), .follow(subject), .follow(subject), parked, .follow(subject), .acknowledge,
                ])
    }

    @Test("waits while the database is away, however often, and does the same step again")
    func outage() {
        #expect(
            steps(course([false]), [.outage("o"), .waited, .outage("o"), .waited, done])
                == [.handleAll, .hold, .handleAll, .hold, .handleAll, .acknowledge])
    }

    @Test("gives the batch back when the database is away for longer than the broker would wait")
    func longOutage() {
        var course = course([false])
        #expect(course.next(after: .outage("o"), at: start) == .hold)
        #expect(course.next(after: .waited, at: start + .seconds(599)) == .handleAll)
        #expect(course.next(after: .outage("o"), at: start + .seconds(599)) == .hold)
        #expect(course.next(after: .waited, at: start + .seconds(600)) == .handleAll)
        #expect(course.next(after: .outage("o"), at: start + .seconds(600)) == .giveBack(reason: "o"))
    }

    @Test("tries what lost to another transaction again, and takes it as failed in the end")
    func races() {
        let lost = Array(repeating: BatchCourse.Outcome.lostRace("r"), count: BatchCourse.maximumRaces)
        #expect(steps(course([false]), lost + [done]).last == .acknowledge)
        #expect(steps(course([false]), lost + [.lostRace("r")]).last == .handle(0))
    }

    @Test("gives the batch back when an event can be neither handled nor parked")
    func neither() {
        #expect(steps(course([false]), [.failed("b"), .failed("e"), .failed("p")]).last == .giveBack(reason: "p"))
        #expect(steps(course([false], hasUnfit: true), [.failed("b"), .failed("p")]).last == .giveBack(reason: "p"))
    }

    @Test("writes down the attempt at what the process may die of, and parks what it died of twice")
    func suspect() {
        let fatal = BatchCourse.Step.park(1, Refusal(cause: .fatal, error: "the process died of it", attempts: 2))
        #expect(
            steps(
                course([true, true, false]),
                [.attempted(before: 1), done, .attempted(before: 2), done, done])
                == [.noteAttempt(0), .handle(0), .noteAttempt(1), fatal, .handle(2), .acknowledge])
    }

    @Test("writes down the attempt at what follows a suspect, and parks it when the process died of it twice")
    func suspectFollower() {
        let goingOn = BatchCourse.Outcome.committed(goingOn: [subject])
        let fatal = BatchCourse.Step.parkFollower(
            subject, Refusal(cause: .fatal, error: "the process died of it", attempts: 2))
        #expect(
            steps(
                course([true]),
                [.attempted(before: 0), goingOn, .attempted(before: 1), goingOn, .attempted(before: 2), done])
                == [
                    .noteAttempt(0), .handle(0), .noteFollower(subject), .follow(subject), .noteFollower(subject),
                    fatal,
                    .acknowledge,
                ])
    }

    @Test("parks a suspect that fails in the usual way with the number of its attempts")
    func suspectFails() {
        let failed = BatchCourse.Step.park(0, Refusal(cause: .failed, error: "e", attempts: 2))
        #expect(steps(course([true]), [.attempted(before: 1), .failed("e")]).last == failed)
    }
}
