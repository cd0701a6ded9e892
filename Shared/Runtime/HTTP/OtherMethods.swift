internal import HTTPTypes
internal import Hummingbird

extension Routes {
    /// Refuses, on every path that was added, the methods that nothing was added for (RFC 9110, 15.5.6). Called last.
    func refuseOtherMethods() {
        let methods = Dictionary(grouping: descriptions, by: \.path).mapValues { Set($0.map(\.method)) }
        for (path, known) in methods.sorted(by: { $0.key < $1.key }) {
            let allowed = known.map(\.rawValue).sorted().joined(separator: ", ")
            for method in Self.methods where !known.contains(method) {
                router.on(RouterPath(path), method: method) { request, _ in
                    let problem = Problem(
                        405, "method-not-allowed", "\(request.uri.path) takes \(allowed) and no \(method)")
                    var response = try Response(problem)
                    response.headers[.allow] = allowed
                    return response
                }
            }
        }
    }

    private static let methods: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete]
}

extension RouteDescription {
    fileprivate var method: HTTPRequest.Method {
        switch way {
        case .query, .recordedQuery: .get
        case .command, .notification: .post
        }
    }
}
