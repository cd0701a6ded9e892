// Where the tests begin. SwiftPM would write the same, but to list XCTest's cases, of which there are none, it reads an index that
// takes a quarter of the compilers' time to make.
import Testing

@main
enum Runner {
    static func main() async {
        await Testing.__swiftPMEntryPoint() as Never
    }
}
