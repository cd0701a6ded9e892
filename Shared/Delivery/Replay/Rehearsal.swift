public import Eventing
internal import Postgres

extension Replay {
    /// What would become of one event.
    public struct Prediction: Record {
        /// The event's number.
        public let event: Int64
        /// What would become of it.
        public let outcome: StepOutcome
        /// Why it would fail, or be held back.
        public let error: String?
        /// The types of the events that would be told in turn.
        public let told: [String]

        init(_ step: ParkedStep, _ outcome: StepOutcome, error: String? = nil, told: [String] = []) {
            event = step.event
            self.outcome = outcome
            self.error = error
            self.told = told
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ prediction: Prediction?) throws(EventFault) {
            event = try fields.field("event", prediction?.event)
            outcome = try fields.field("outcome", prediction?.outcome)
            error = try fields.optional("error", prediction?.error)
            told = try fields.field("told", prediction?.told)
        }
    }

    /// How many steps are read at once.
    private static let pageSize: Int64 = 1000

    /// Carries out every step of a plan and takes it back: each subject's in a transaction that is rolled back.
    public func rehearse(_ plan: Int64) async throws -> [Prediction] {
        var steps: [ParkedStep] = []
        try await pool.withTransaction(readOnly: true) { transaction in
            let plans = ParkedPlans(in: transaction)
            _ = try await plans.plan(plan)
            while case let page = try await plans.steps(of: plan, after: steps.last?.place ?? 0, limit: Self.pageSize),
                !page.isEmpty
            {
                steps += page.filter { $0.outcome != .done && $0.outcome != .gone }
                if page.count < Self.pageSize { break }
            }
        }
        var predictions: [Prediction] = []
        for steps in Self.bySubject(steps) {
            predictions += try await rehearse(steps, of: plan)
        }
        return predictions
    }

    /// The steps of each subject together, in the order in which the subjects come first.
    private static func bySubject(_ steps: [ParkedStep]) -> [[ParkedStep]] {
        var groups: [[ParkedStep]] = []
        var places: [String: Int] = [:]
        for step in steps {
            let name = step.subject.map { "\(step.source ?? "") \($0)" } ?? "\(step.event)"
            if let place = places[name] {
                groups[place].append(step)
            } else {
                places[name] = groups.count
                groups.append([step])
            }
        }
        return groups
    }

    /// Ends a transaction that must leave no trace.
    private struct Rehearsed: Error {
        let predictions: [Prediction]
    }

    private func rehearse(_ steps: [ParkedStep], of plan: Int64) async throws -> [Prediction] {
        let work = work(plan)
        do {
            try await pool.withTransaction { transaction in
                var predictions: [Prediction] = []
                for step in steps {
                    let prediction = try await predict(step, by: work, in: transaction)
                    predictions.append(prediction)
                    // A failed statement ends the transaction, and what follows would wait.
                    if prediction.outcome == .failed || prediction.outcome == .held { break }
                }
                let held = steps.dropFirst(predictions.count).map { step in
                    Prediction(step, .held, error: "an earlier one would wait still")
                }
                throw Rehearsed(predictions: predictions + held)
            }
            return []
        } catch let rehearsed as Rehearsed {
            return rehearsed.predictions
        }
    }

    private func predict(
        _ step: ParkedStep, by work: StepWork, in transaction: PostgresTransaction
    ) async throws -> Prediction {
        do {
            try transaction.send(
                """
                UPDATE parked_step SET outcome = NULL, error = NULL, settled_at = NULL
                WHERE plan = \(work.plan) AND place = \(step.place) AND outcome IN ('failed', 'held')
                """)
            let result = try await work.carryOut(step, in: transaction)
            // What a commit would find is to be found now.
            try await transaction.execute("SET CONSTRAINTS ALL IMMEDIATE")
            switch result {
            case .done(let told): return Prediction(step, .done, told: told)
            case .gone, .elsewhere: return Prediction(step, .gone)
            }
        } catch let error as PostgresError where error.isOutage || error.kind == .cancelled {
            throw error
        } catch {
            let outcome = error is StepWork.HeldBack ? StepOutcome.held : .failed
            return Prediction(step, outcome, error: "\(error)")
        }
    }
}
