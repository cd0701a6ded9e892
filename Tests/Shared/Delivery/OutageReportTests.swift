import Testing

@testable import Delivery

@Suite("A report of an outage")
struct OutageReportTests {
    private let start = ContinuousClock.now

    @Test("says once that it begins, and once that it is over")
    func once() {
        var report = OutageReport()
        #expect(report.recovered(at: start) == nil)
        #expect(report.failed(at: start) == .began)
        #expect(report.failed(at: start + .milliseconds(100)) == nil)
        #expect(report.failed(at: start + .seconds(4)) == nil)
        #expect(report.recovered(at: start + .seconds(5)) == .ended(after: .seconds(5)))
        #expect(report.recovered(at: start + .seconds(6)) == nil)
        #expect(report.failed(at: start + .seconds(7)) == .began)
    }

    @Test("says that it lasts at intervals that grow to a minute")
    func growing() {
        var report = OutageReport()
        var said: [Duration] = []
        for tenths in 0..<3600 {
            let time = Duration.milliseconds(tenths * 100)
            switch report.failed(at: start + time) {
            case .began: #expect(time == .zero)
            case .lasts(let length):
                #expect(length == time)
                said.append(time)
            case .ended, nil: break
            }
        }
        #expect(said == [5, 15, 35, 75, 135, 195, 255, 315].map { .seconds($0) })
    }
}
