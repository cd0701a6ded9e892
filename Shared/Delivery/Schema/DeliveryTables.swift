public import Postgres

/// The tables of delivery, the same in every service's schema.
public enum DeliveryTables {
    /// The steps that make them.
    public static let migrations = [eventLog, inbox, parking, deadlines, audit, refills, replay, partners, days]
}
