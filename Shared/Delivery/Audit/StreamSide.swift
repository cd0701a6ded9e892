public import Eventing
internal import Postgres

/// The two sides of a stream of events.
public enum StreamSide: String, CodeFieldValue, StoredAsText {
    /// What the service's log has.
    case told
    /// What the service's inbox has.
    case heard
}
