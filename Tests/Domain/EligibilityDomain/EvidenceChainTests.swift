import EligibilityDomain
import Testing
import Vocabulary

@Suite("A chain of evidence")
struct EvidenceChainTests {
    private let chain: [SealedEvidence] = {
        var previous: ContentDigest?
        return ([1, 2, 3, 4] as [UInt64]).map { number in
            let act = Act(by: Fixture.county, at: Fixture.act().at, evidence: Fixture.id(number))
            let record = Fixture.household(in: .announced).registrationRecord(act, digests: Fixture.digests)
            let sealed = SealedEvidence(record, after: previous, sha256: fingerprint)
            previous = sealed.hash
            return sealed
        }
    }()

    @Test("holds as it was sealed, whole or from any record on")
    func holds() {
        #expect(evidenceFaults(in: chain, after: nil, sha256: fingerprint).isEmpty)
        let rest = Array(chain.dropFirst(2))
        #expect(evidenceFaults(in: rest, after: chain[1].hash, sha256: fingerprint).isEmpty)
    }

    @Test("shows which record was altered")
    func altered() {
        var changed = chain
        let content = chain[1].content.replacing("votes-for 1:9", with: "votes-for 1:8")
        #expect(content != chain[1].content)
        changed[1] = SealedEvidence(id: chain[1].id, content: content, previous: chain[1].previous, hash: chain[1].hash)
        #expect(evidenceFaults(in: changed, after: nil, sha256: fingerprint) == [.altered(chain[1].id)])
    }

    @Test("shows a record that was tied to another one so as to hide that its own was taken out")
    func retied() {
        let tied = SealedEvidence(
            id: chain[2].id, content: chain[2].content, previous: chain[0].hash, hash: chain[2].hash)
        let faults = evidenceFaults(in: [chain[0], tied, chain[3]], after: nil, sha256: fingerprint)
        #expect(faults == [.altered(chain[2].id)])
    }

    @Test("shows where a record was taken out, moved, or sealed anew")
    func detached() {
        let without = [chain[0], chain[2], chain[3]]
        #expect(evidenceFaults(in: without, after: nil, sha256: fingerprint) == [.detached(chain[2].id)])
        let moved = [chain[1], chain[0], chain[2], chain[3]]
        #expect(evidenceFaults(in: moved, after: nil, sha256: fingerprint).count == 3)

        let act = Act(by: Fixture.resident, at: Fixture.act().at, evidence: chain[1].id)
        let forged = Fixture.household(in: .announced).registrationRecord(act, digests: Fixture.digests)
        var resealed = chain
        resealed[1] = SealedEvidence(forged, after: chain[0].hash, sha256: fingerprint)
        #expect(evidenceFaults(in: resealed, after: nil, sha256: fingerprint) == [.detached(chain[2].id)])
    }

    @Test("tells records apart by each part of the case")
    func content() throws {
        let act = Fixture.act(Fixture.county)
        func text(_ household: Household, _ act: Act = act, digests: AssessmentDigests = Fixture.digests) -> String {
            household.registrationRecord(act, digests: digests).canonicalText
        }
        var relapsed = Fixture.household(in: .monitored)
        _ = try HouseholdCommand.relapse.run(on: &relapsed)
        let objected = Fixture.household(in: .secondPublicity, objections: [Fixture.openObjection])
        let texts = [
            text(Fixture.household(in: .announced)),
            text(Fixture.household(in: .secondPublicity)),
            text(objected),
            text(relapsed),
            text(Fixture.household(in: .announced), Fixture.act(Fixture.mediator)),
            text(Fixture.household(in: .announced), Fixture.act(Fixture.county, "2019-06-12T12:00:00.001+08:00")),
            text(
                Fixture.household(in: .announced),
                digests: AssessmentDigests(ruleSet: fingerprint("other"), input: Fixture.digests.input)),
            text(
                Fixture.household(in: .announced),
                digests: AssessmentDigests(ruleSet: Fixture.digests.ruleSet, input: fingerprint("other"))),
        ]
        #expect(Set(texts).count == texts.count)
    }
}
