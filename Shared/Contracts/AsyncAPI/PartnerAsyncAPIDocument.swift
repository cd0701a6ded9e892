internal import Eventing

/// What partners are told as an AsyncAPI 3.0 document: where they read it, and what it looks like.
public struct PartnerAsyncAPIDocument {
    private let events: [EventContract]

    /// Describes what these services tell partners.
    public init(_ services: [ServiceContract]) {
        events = services.flatMap(\.partnerEvents)
    }

    /// The document. Schemas and examples are the files beside it.
    public var json: JSON {
        [
            "asyncapi": "3.0.0",
            "info": [
                "title": "ThroughTrain events for partners",
                "version": "1",
                "description": """
                What a partner is told: of products, lots, hubs, lanes and episodes all that is public, and of its own orders what \
                becomes of them. Each event is a CloudEvents 1.0 object; `source` and `subject` name one aggregate, of which \
                `subjectversion` counts what this partner is told 1, 2, 3 without a hole. The same event comes on the queue and \
                in the history, and may come again, with the same id and version.
                """,
                "license": ["name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"],
            ],
            "defaultContentType": .text(EventBatch.contentType),
            "servers": ["bus": Self.bus],
            "channels": [
                "queue": Self.channel("partner.{partner}", "The quorum queue with what was not read yet."),
                "history": Self.channel(
                    "partner.{partner}.history",
                    "The stream with all that was told. A consumer says by `x-stream-offset` where it begins."),
            ],
            "operations": [
                "hear": Self.operation("queue", "A partner hears what happens."),
                "read-history": Self.operation("history", "A partner reads what has happened."),
            ],
            "components": [
                "messages": ["batch": batch],
                "schemas": .object(
                    events.map { .init(Self.key($0.type.name), ["$ref": .text("schemas/\($0.type.name).json")]) }),
            ],
        ]
    }

    /// A name as a key: readers differ in whether a key may have a dot.
    private static func key(_ name: String) -> String {
        name.replacing(".", with: "-")
    }

    private static let bus: JSON = [
        "host": "{host}:{port}",
        "protocol": "amqp",
        "protocolVersion": "0.9.1",
        "description": "RabbitMQ from 3.10 on.",
        "pathname": "/throughtrain",
        "variables": [
            "host": ["default": "localhost", "description": "The broker."],
            "port": ["default": "5672", "description": "5671 with TLS."],
        ],
        "security": [
            ["type": "userPassword", "description": "The user `partner.{partner}`, which may read and no more."]
        ],
    ]

    private static func channel(_ address: String, _ description: String) -> JSON {
        [
            "address": .text(address),
            "description": .text(description),
            "servers": [["$ref": "#/servers/bus"]],
            "parameters": ["partner": ["description": "The partner's name.", "examples": ["orchard"]]],
            "messages": ["batch": ["$ref": "#/components/messages/batch"]],
            "bindings": [
                "amqp": [
                    "is": "queue",
                    "queue": [
                        "name": .text(address), "durable": true, "exclusive": false, "autoDelete": false,
                        "vhost": "throughtrain",
                    ],
                    "bindingVersion": "0.3.0",
                ]
            ],
        ]
    }

    private static func operation(_ channel: String, _ summary: String) -> JSON {
        [
            "action": "receive",
            "channel": ["$ref": .text("#/channels/\(channel)")],
            "summary": .text(summary),
            "messages": [["$ref": .text("#/channels/\(channel)/messages/batch")]],
            "bindings": ["amqp": ["ack": true, "bindingVersion": "0.3.0"]],
        ]
    }

    private var batch: JSON {
        [
            "name": "batch",
            "title": "Events that left together",
            "summary": "Events of one kind of aggregate; also one by itself is a list.",
            "contentType": .text(EventBatch.contentType),
            "payload": [
                "type": "array", "minItems": 1,
                "items": [
                    "oneOf": .list(
                        events.map {
                            .object([.init("$ref", .text("#/components/schemas/\(Self.key($0.type.name))"))])
                        })
                ],
            ],
            "examples": .list(events.map { ["name": .text($0.type.name), "payload": [$0.example]] }),
            "bindings": ["amqp": ["contentEncoding": "utf-8", "messageType": "events", "bindingVersion": "0.3.0"]],
        ]
    }
}
