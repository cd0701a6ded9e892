import Testing

@testable import Runtime

@Suite("A walk along a chain")
struct ChainWalkTests {
    private static let texts = ["one", "two", "three", "four"]

    private static let sealed: (links: [ChainLink], head: ChainEnd) = {
        var end = ChainEnd.beginning
        let links = ChainWalkTests.texts.enumerated().map { index, text in
            let before = end
            end = end.tying(text)
            return ChainLink(
                position: end.position, entry: "\(index + 1)", previous: before.hash, hash: end.hash ?? [])
        }
        return (links, end)
    }()

    private func faults(
        in links: [ChainLink] = Self.sealed.links, head: ChainEnd = Self.sealed.head,
        reading texts: [String: String?] = [:]
    ) -> [String] {
        var walk = ChainWalk(along: "t")
        for link in links {
            let text: String? = texts[link.entry] ?? Int(link.entry).map { Self.texts[$0 - 1] }
            walk.step(to: link, sealing: text)
        }
        walk.finish(at: head)
        return walk.faults
    }

    @Test("finds nothing on a sound one, of whatever length")
    func sound() {
        #expect(faults() == [])
        #expect(faults(in: [], head: .beginning) == [])
    }

    @Test("names the row that was altered, and no other")
    func altered() {
        #expect(faults(reading: ["2": "owt"]) == ["t 2, at position 2, was altered after it was sealed"])
    }

    @Test("names the row that was deleted, with its link or without")
    func deleted() {
        #expect(faults(reading: ["2": String?.none]) == ["t 2, at position 2, was deleted after it was sealed"])
        var links = Self.sealed.links
        links.remove(at: 1)
        #expect(faults(in: links) == ["position 2 is gone from the chain of t"])
        links.remove(at: 1)
        #expect(faults(in: links) == ["positions 2 to 3 are gone from the chain of t"])
    }

    @Test("names the first row that does not fit, when one was put in and sealed anew")
    func forged() {
        var links = Self.sealed.links
        links[1].hash = ChainEnd(position: 1, hash: links[1].previous).hash(tying: "owt")
        #expect(
            faults(in: links, reading: ["2": "owt"]) == ["t 3, at position 3, does not follow the one before it"])
    }

    @Test("sees that the end is gone, by the head")
    func shortened() {
        let links = Array(Self.sealed.links.dropLast())
        #expect(faults(in: links) == ["the chain of t was sealed up to position 4, and ends at 3"])
    }

    @Test("keeps how far it was sound, up to the first fault")
    func soundSoFar() throws {
        var walk = ChainWalk(along: "t")
        for link in Self.sealed.links {
            walk.step(to: link, sealing: link.entry == "3" ? nil : Self.texts[Int(link.entry)! - 1])
        }
        #expect(walk.sound == ChainEnd(position: 2, hash: Self.sealed.links[1].hash))
        #expect(walk.end == Self.sealed.head)
    }

    @Test("ties by the hash of the text, the position and the hash before, which any program can reckon")
    func published() {
        // printf '1\none' | sha256sum
        let hexadecimal = ChainHeads.Head("t", ChainEnd.beginning.tying("one")).hash
        #expect(hexadecimal == "9c819f78cd4a1d3a18f31ed2033dbd2a6822c2aff0006964992cdd3c60be5130")
    }
}
