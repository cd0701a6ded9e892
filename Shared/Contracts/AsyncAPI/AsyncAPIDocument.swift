internal import Delivery
public import Eventing

/// The suite's events as one AsyncAPI 3.0 document: where they are told, who tells and who hears.
public struct AsyncAPIDocument {
    private let services: [ServiceContract]
    private let partitioning: Partitioning

    /// Describes these services.
    /// - Parameter partitioning: how a deployment divides its sources unless it says otherwise.
    public init(_ services: [ServiceContract], partitioning: Partitioning) {
        self.services = services
        self.partitioning = partitioning
    }

    /// The document. Schemas and examples are the files beside it.
    public var json: JSON {
        [
            "asyncapi": "3.0.0",
            "info": Self.info,
            "defaultContentType": .text(EventBatch.contentType),
            "servers": ["bus": Self.bus],
            "channels": .object(streams.flatMap { [exchangeChannel($0)] + queueChannels($0) }),
            "operations": .object(streams.flatMap { [send($0)] + receive($0) }),
            "components": [
                "messages": .object(streams.map { Self.batch($0) }),
                "schemas": .object(services.flatMap(\.events).map { Self.schema(of: $0.type) }),
            ],
        ]
    }

    /// One aggregate's facts, and who hears them.
    private struct Stream {
        let service: String
        let publication: Publication
        let events: [EventContract]

        /// `orders.order`
        var name: String { "\(publication.source.service).\(publication.source.aggregate)" }
        /// Its name as a key of the document.
        var key: String { AsyncAPIDocument.key(name) }
        var queues: [(listener: String, channel: String)] {
            publication.audience.map { ($0, "\($0)-\(key)") }
        }
    }

    /// A name as a key: readers differ in whether a key may have a dot.
    private static func key(_ name: String) -> String {
        name.replacing(".", with: "-")
    }

    private var streams: [Stream] {
        services.flatMap { service in
            service.publications.map { publication in
                Stream(
                    service: service.name, publication: publication, events: service.events(of: publication.source))
            }
        }
    }

    private static let info: JSON = [
        "title": "ThroughTrain events",
        "version": "1",
        "description": """
        What the services tell each other and partners. Each event is a CloudEvents 1.0 object; `source` and `subject` \
        name one aggregate, whose events `subjectversion` counts 1, 2, 3 without a hole. Within a major version, which \
        ends an event's type, changes only add.
        """,
        "license": ["name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"],
    ]

    private static let bus: JSON = [
        "host": "{host}:{port}",
        "protocol": "amqp",
        "protocolVersion": "0.9.1",
        "description": "RabbitMQ from 3.10 on. A service may write its own facts only.",
        "pathname": "/throughtrain",
        "variables": [
            "host": ["default": "localhost", "description": "The broker."],
            "port": ["default": "5672", "description": "5671 with TLS."],
        ],
        "security": [["type": "userPassword", "description": "Every service and partner has a user of its own."]],
    ]

    // MARK: - Channels

    private func exchangeChannel(_ stream: Stream) -> JSON.Member {
        let key = partitioning.routingKey(stream.publication.source, partition: 0).dropLast() + "{partition}"
        return channel(
            stream.key, address: String(key), stream,
            """
            All facts of an aggregate of \(stream.publication.source). They share a routing key, whose last part is the \
            64-bit FNV-1a of the subject modulo the number of partitions.
            """,
            [
                "is": "routingKey",
                "exchange": [
                    "name": .text(Subscription.eventsExchange), "type": "topic", "durable": true, "autoDelete": false,
                    "vhost": "throughtrain",
                ],
                "bindingVersion": "0.3.0",
            ])
    }

    private func queueChannels(_ stream: Stream) -> [JSON.Member] {
        stream.queues.map { listener, name in
            let queue = Subscription.queue(of: listener, stream.publication.source, partition: 0)
            let pattern = String(queue.dropLast()) + "{partition}"
            return channel(
                name, address: pattern, stream,
                "The quorum queue on which \(listener) hears one partition.",
                [
                    "is": "queue",
                    "queue": [
                        "name": .text(pattern), "durable": true, "exclusive": false, "autoDelete": false,
                        "vhost": "throughtrain",
                    ],
                    "bindingVersion": "0.3.0",
                ])
        }
    }

    private func channel(
        _ name: String, address: String, _ stream: Stream, _ description: String, _ binding: JSON
    ) -> JSON.Member {
        JSON.Member(
            name,
            [
                "address": .text(address),
                "description": .text(description),
                "servers": [["$ref": "#/servers/bus"]],
                "parameters": ["partition": partition],
                "messages": ["batch": ["$ref": .text("#/components/messages/\(stream.key)")]],
                "bindings": ["amqp": binding],
            ])
    }

    private var partition: JSON {
        [
            "description": .text(
                "From 0; a deployment has as many as it was set up with, \(partitioning.count) by default."),
            "default": "0",
            "examples": .list((0..<partitioning.count).map { .text(String($0)) }),
        ]
    }

    // MARK: - Operations

    private func send(_ stream: Stream) -> JSON.Member {
        JSON.Member(
            "\(stream.service)-tell-\(stream.publication.source.aggregate)",
            Self.operation(
                "send", by: stream.service, on: stream.key,
                "\(stream.service) tells what becomes of each \(stream.publication.source.aggregate).",
                ["deliveryMode": 2, "mandatory": .boolean(!stream.queues.isEmpty), "bindingVersion": "0.3.0"]))
    }

    private func receive(_ stream: Stream) -> [JSON.Member] {
        stream.queues.map { listener, channel in
            JSON.Member(
                "\(listener)-hear-\(stream.key)",
                Self.operation(
                    "receive", by: listener, on: channel,
                    "\(listener) hears what becomes of each \(stream.publication.source.aggregate).",
                    ["ack": true, "bindingVersion": "0.3.0"]))
        }
    }

    private static func operation(
        _ action: JSON, by service: String, on channel: String, _ summary: String, _ binding: JSON
    ) -> JSON {
        [
            "action": action,
            "channel": ["$ref": .text("#/channels/\(channel)")],
            "summary": .text(summary),
            "tags": [["name": .text(service)]],
            "messages": [["$ref": .text("#/channels/\(channel)/messages/batch")]],
            "bindings": ["amqp": binding],
        ]
    }

    // MARK: - Messages

    private static func batch(_ stream: Stream) -> JSON.Member {
        let facts = stream.events.map(\.type.fact).joined(separator: ", ")
        let schemas = stream.events.map {
            JSON.object([.init("$ref", .text("#/components/schemas/\(key($0.type.name))"))])
        }
        return JSON.Member(
            stream.key,
            [
                "name": .text(stream.name),
                "title": .text("Events of \(stream.name)"),
                "summary": .text("Events that left together, each of which is one of: \(facts)."),
                "contentType": .text(EventBatch.contentType),
                "payload": [
                    "type": "array", "minItems": 1, "items": ["oneOf": .list(schemas)],
                ],
                "correlationId": [
                    "description": "The order or episode that the first event belongs to.",
                    "location": "$message.payload#/0/correlationid",
                ],
                "examples": .list(stream.events.map { ["name": .text($0.type.fact), "payload": [$0.example]] }),
                "bindings": [
                    "amqp": ["contentEncoding": "utf-8", "messageType": "events", "bindingVersion": "0.3.0"]
                ],
            ])
    }

    private static func schema(of type: EventType) -> JSON.Member {
        JSON.Member(key(type.name), ["$ref": .text("schemas/\(type.name).json")])
    }
}
