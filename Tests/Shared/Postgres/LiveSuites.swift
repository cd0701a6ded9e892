import Testing

/// The suites that talk to a real server: one test at a time, to need few of its connections.
@Suite("Against a real server", .serialized, .enabled(if: TestServer.isNamed, TestServer.absence))
enum LiveSuites {}
