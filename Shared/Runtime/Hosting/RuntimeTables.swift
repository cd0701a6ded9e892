internal import Postgres

/// The tables of what every service does for its callers, the same in every schema.
enum RuntimeTables {
    /// The steps that make them.
    static let migrations: [Migration] = [
        Migration(
            number: 1, name: "callers",
            sql: """
                -- The first answer to each command, given again when the command is repeated with its key.
                CREATE TABLE idempotency (
                    caller text NOT NULL,
                    route text NOT NULL,
                    key text NOT NULL,
                    request_digest bigint NOT NULL,
                    status smallint NOT NULL,
                    answer text NOT NULL,
                    answered_at timestamptz NOT NULL DEFAULT now(),
                    PRIMARY KEY (caller, route, key)
                );

                -- Who commanded what, in which role, when and why.
                CREATE TABLE audit_trail (
                    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                    at timestamptz NOT NULL,
                    actor text NOT NULL CHECK (actor <> ''),
                    role text NOT NULL CHECK (role IN (
                        'buyer', 'station-clerk', 'driver', 'presenter', 'county-officer', 'reviewer',
                        'operator', 'partner')),
                    command text NOT NULL,
                    subject text NOT NULL,
                    reason text NOT NULL
                );

                -- Whether the system's time is simulated. Decided when the schema is made, and never changed.
                CREATE TABLE time_source (
                    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
                    is_simulated boolean NOT NULL
                );
                """),
        Migration(
            number: 2, name: "personal keys",
            sql: """
                -- The keys that personal data of this schema is kept under, by their ids: one that is still needed cannot be lost
                -- unseen, since rows refer to it.
                CREATE TABLE personal_key (
                    id bytea PRIMARY KEY CHECK (octet_length(id) = 4)
                );

                -- By which look-up key people are found: one for good, or nobody on file would be found any more.
                CREATE TABLE personal_look_up (
                    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
                    check_value bytea NOT NULL CHECK (octet_length(check_value) = 32)
                );
                """),
    ]
}
