public import Eventing
public import Vocabulary

/// What every event of an episode says.
public struct EpisodeNotice: Record {
    /// The episode.
    public var episodeID: UUIDv7
    /// The programme that it belongs to.
    public var programmeID: UUIDv7
    /// Its number in the programme, from 1.
    public var number: Int32
    /// The county that it comes from.
    public var county: DivisionCode
    /// Who presents it.
    public var presenters: [UUIDv7]
    /// The alleviation day that it is part of.
    public var dayID: UUIDv7?
    /// When it is planned to start.
    public var startsAt: Instant
    /// When it is planned to end.
    public var endsAt: Instant
    /// When this happened.
    public var at: Instant

    /// Makes a notice.
    public init(
        episodeID: UUIDv7,
        programmeID: UUIDv7,
        number: Int32,
        county: DivisionCode,
        presenters: [UUIDv7],
        dayID: UUIDv7?,
        startsAt: Instant,
        endsAt: Instant,
        at: Instant
    ) {
        self.episodeID = episodeID
        self.programmeID = programmeID
        self.number = number
        self.county = county
        self.presenters = presenters
        self.dayID = dayID
        self.startsAt = startsAt
        self.endsAt = endsAt
        self.at = at
    }

    /// The fields, in the order in which they are written.
    public init(_ fields: inout some FieldCoder, _ notice: Self?) throws(EventFault) {
        episodeID = try fields.field("episode_id", notice?.episodeID)
        programmeID = try fields.field("programme_id", notice?.programmeID)
        number = try fields.field("number", notice?.number)
        county = try fields.field("county", notice?.county)
        presenters = try fields.field("presenters", notice?.presenters)
        dayID = try fields.optional("day_id", notice?.dayID)
        startsAt = try fields.field("starts_at", notice?.startsAt, like: .example())
        endsAt = try fields.field("ends_at", notice?.endsAt, like: .example() + .hours(2))
        at = try fields.field("at", notice?.at)
    }
}

/// An event that says of an episode what ``EpisodeNotice`` lists, and no more.
public protocol EpisodeEvent: Event {
    /// What it says.
    var episode: EpisodeNotice { get }

    /// Makes the event.
    init(_ episode: EpisodeNotice)
}

extension EpisodeEvent {
    /// Every partner is told.
    public static var partnerEdition: PartnerEdition? {
        PartnerEdition(
            to: .everyone,
            .told(
                "episode_id", "programme_id", "number", "county", "presenters", "day_id", "starts_at", "ends_at", "at"))
    }

    /// The episode.
    public var subject: String { episode.episodeID.description }

    /// The notice's fields.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        self.init(try EpisodeNotice(&fields, event?.episode))
    }
}

/// An episode was given a time, or another time.
public struct EpisodeScheduled: EpisodeEvent {
    /// `episode.scheduled`
    public static let type = EventType("livestream", "episode", "scheduled")
    /// What it says.
    public var episode: EpisodeNotice
    /// Makes the event.
    public init(_ episode: EpisodeNotice) { self.episode = episode }
}

/// An episode went on the air.
public struct EpisodeStarted: EpisodeEvent {
    /// `episode.started`
    public static let type = EventType("livestream", "episode", "started")
    /// What it says.
    public var episode: EpisodeNotice
    /// Makes the event.
    public init(_ episode: EpisodeNotice) { self.episode = episode }
}

/// An episode left the air.
public struct EpisodeEnded: EpisodeEvent {
    /// `episode.ended`
    public static let type = EventType("livestream", "episode", "ended")
    /// What it says.
    public var episode: EpisodeNotice
    /// Makes the event.
    public init(_ episode: EpisodeNotice) { self.episode = episode }
}

/// An episode will not take place.
public struct EpisodeCancelled: EpisodeEvent {
    /// `episode.cancelled`
    public static let type = EventType("livestream", "episode", "cancelled")
    /// What it says.
    public var episode: EpisodeNotice
    /// Makes the event.
    public init(_ episode: EpisodeNotice) { self.episode = episode }
}
