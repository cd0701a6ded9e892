internal import Eventing
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes

/// Sees that what is awaited on a connection comes in time, and says so where headers were too long to be read.
///
/// Whoever sends a byte now and then would hold a connection for good. A connection on which a request does not come whole
/// in time is closed without an answer, since nobody may be there to read one.
final class RequestArrival: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let limits: HTTPLimits
    /// By when what is awaited must have come; nil while nothing is.
    private var due: NIODeadline?
    /// One look is enough for many requests: it is put off where its time has come and nothing is overdue.
    private var look: Scheduled<Void>?
    private var isReading = false
    /// Requests that have begun and are not answered yet.
    private var unanswered = 0

    init(_ limits: HTTPLimits) {
        self.limits = limits
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { expect(within: limits.requestSeconds, context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        expect(within: limits.requestSeconds, context)
        context.fireChannelActive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        look?.cancel()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            isReading = true
            unanswered += 1
            expect(within: limits.requestSeconds, context)
        case .body: break
        case .end:
            isReading = false
            due = nil
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) {
            unanswered -= 1
            // One that is answered before it has come whole must still come to its end.
            if unanswered == 0, !isReading { expect(within: limits.idleSeconds, context) }
        }
        context.write(data, promise: promise)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard case .headerOverflow? = error as? HTTPParserError, unanswered == 0, let answer = try? headersTooLong()
        else { return context.fireErrorCaught(error) }
        context.write(wrapOutboundOut(.head(answer.head)), promise: nil)
        context.write(wrapOutboundOut(.body(answer.body)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        // Closed at once, with more of the headers on their way, the connection would be reset and the answer lost.
        context.close(mode: .output, promise: nil)
        expect(within: Self.farewellSeconds, context)
    }

    private static let farewellSeconds = 1

    private func headersTooLong() throws -> (head: HTTPResponse, body: ByteBuffer) {
        let problem = Problem(
            431, "headers-too-long",
            "send headers of up to \(limits.headerBytes) bytes in all, and the rest in the body")
        let json = try problem.encoded()
        let head = HTTPResponse(
            status: .init(code: problem.status),
            headerFields: [
                .contentType: Problem.contentType, .contentLength: "\(json.count)", .connection: "close",
            ])
        return (head, ByteBuffer(bytes: json))
    }

    // MARK: - Time

    private func expect(within seconds: Int, _ context: ChannelHandlerContext) {
        let due = NIODeadline.now() + .seconds(Int64(seconds))
        // A look that comes later than what is awaited now is of no use.
        if let before = self.due, before > due {
            look?.cancel()
            look = nil
        }
        self.due = due
        if look == nil { schedule(at: due, context) }
    }

    private func schedule(at deadline: NIODeadline, _ context: ChannelHandlerContext) {
        look = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { self.lookAround(context) }
    }

    private func lookAround(_ context: ChannelHandlerContext) {
        look = nil
        guard let due else { return }
        if due <= .now() { context.close(promise: nil) } else { schedule(at: due, context) }
    }
}
