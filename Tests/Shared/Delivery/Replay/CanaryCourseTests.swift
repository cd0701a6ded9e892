import Testing

@testable import Delivery

@Suite("The course of a run")
struct CanaryCourseTests {
    private func sizes(_ failures: Set<Int>, stopAfter: Int = 1000, events: Int) -> [Int] {
        var course = CanaryCourse(stopAfter: stopAfter)
        var sizes: [Int] = []
        for event in 1...events {
            switch course.note(isFailure: failures.contains(event)) {
            case .goOn: continue
            case .endGroup(let group): sizes.append(group.size)
            case .stop(let group):
                sizes.append(-group.tried)
                return sizes
            }
        }
        return sizes
    }

    @Test("doubles its groups while all goes well, up to a bound")
    func doubling() {
        #expect(sizes([], events: 31) == [1, 2, 4, 8, 16])
        #expect(sizes([], events: 2047 + 1024) == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1024])
    }

    @Test("stops at the first failure, or at as many as it may have")
    func stopping() {
        #expect(sizes([1], stopAfter: 1, events: 10) == [-1])
        #expect(sizes([5], stopAfter: 1, events: 10) == [1, 2, -2])
        #expect(sizes([1, 2, 3], stopAfter: 2, events: 10) == [1, -1])
    }

    @Test("feels its way anew after a group with a failure")
    func anew() {
        #expect(sizes([6], stopAfter: 2, events: 14) == [1, 2, 4, 1, 2, 4])
    }
}
