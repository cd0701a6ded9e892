internal import Postgres

extension EligibilityService {
    /// The files of households, and what identifies their members.
    static let households = Migration(
        number: 1, name: "households",
        sql: """
            -- A household's file: its form, where its case stands, and what was last made known of it.
            CREATE TABLE household (
                id uuid PRIMARY KEY,
                token text NOT NULL UNIQUE CHECK (token ~ '^[A-Z2-7]{26}$'),
                village text NOT NULL CHECK (village ~ '^[0-9]{12}$'),
                county text NOT NULL GENERATED ALWAYS AS (left(village, 6)) STORED,
                state text NOT NULL CHECK (state IN (
                    'ordinary', 'applied', 'rejected', 'appraised', 'first-publicity', 'township-review',
                    'second-publicity', 'county-review', 'announced', 'registered', 'exit-appraised', 'verified',
                    'acknowledged', 'exit-publicity', 'exited', 'monitored', 'revoked', 'closed')),
                -- Counts the cases, so that what a case has gathered is not mixed with the next one's.
                case_number integer NOT NULL DEFAULT 1 CHECK (case_number > 0),
                is_relapse boolean NOT NULL,
                registered_on date,
                risk_kind text CHECK (risk_kind IN ('unstable', 'marginal', 'sudden-hardship')),
                risk_raised_at timestamptz,
                risk_assessment uuid,
                known_state text,
                known_at timestamptz,
                known_evidence uuid,
                changed_at timestamptz NOT NULL,
                attribute text NOT NULL CHECK (attribute IN ('general', 'subsistence-allowance', 'destitute')),
                main_cause text NOT NULL,
                other_causes text[] NOT NULL CHECK (cardinality(other_causes) <= 2),
                has_food boolean NOT NULL,
                has_clothing boolean NOT NULL,
                dwelling_square_metres bigint NOT NULL CHECK (dwelling_square_metres >= 0),
                dwelling_grade text NOT NULL CHECK (dwelling_grade IN ('A', 'B', 'C', 'D')),
                water text NOT NULL,
                power text NOT NULL,
                fuel text NOT NULL,
                road_surface text NOT NULL,
                metres_to_trunk_road bigint NOT NULL CHECK (metres_to_trunk_road >= 0),
                arable bigint NOT NULL CHECK (arable >= 0),
                woodland bigint NOT NULL CHECK (woodland >= 0),
                pasture bigint NOT NULL CHECK (pasture >= 0),
                CHECK (NOT main_cause = ANY (other_causes)),
                CHECK ((risk_kind IS NULL) = (risk_raised_at IS NULL)),
                CHECK ((risk_kind IS NULL) = (risk_assessment IS NULL)),
                CHECK ((known_state IS NULL) = (known_at IS NULL)),
                CHECK ((known_state IS NULL) = (known_evidence IS NULL)),
                -- Help is given to households that were registered on a day, and never to others.
                CHECK (registered_on IS NOT NULL OR state NOT IN (
                    'registered', 'exit-appraised', 'verified', 'acknowledged', 'exit-publicity', 'exited', 'revoked'))
            );
            CREATE INDEX household_by_state ON household (state, county);

            -- Who belongs to a household, without a name.
            CREATE TABLE member (
                id uuid PRIMARY KEY,
                household uuid NOT NULL REFERENCES household,
                relation text NOT NULL,
                education text NOT NULL,
                schooling text NOT NULL,
                health text NOT NULL,
                labour text NOT NULL,
                work text NOT NULL,
                insurance text[] NOT NULL,
                joined_on date NOT NULL,
                left_on date CHECK (left_on >= joined_on)
            );
            CREATE INDEX member_by_household ON member (household);
            -- One head at a time.
            CREATE UNIQUE INDEX member_head ON member (household) WHERE relation = 'head' AND left_on IS NULL;

            -- All that tells who a member is. It is in this table and nowhere else, and leaves it masked only. What is encrypted is
            -- 33 bytes longer than what it hides: a 1 for this form, 4 of the key's id, 12 of a nonce, and 16 of a tag behind it.
            CREATE TABLE personal_fields (
                member uuid PRIMARY KEY REFERENCES member,
                name bytea NOT NULL CHECK (octet_length(name) > 33 AND substring(name FOR 1) = '\\x01'),
                identity_number bytea NOT NULL
                    CHECK (octet_length(identity_number) = 33 + 18 AND substring(identity_number FOR 1) = '\\x01'),
                phone bytea CHECK (octet_length(phone) > 33 AND substring(phone FOR 1) = '\\x01'),
                -- HMAC-SHA256 of the identity number, by which its holder is found.
                identity_fingerprint bytea NOT NULL CHECK (octet_length(identity_fingerprint) = 32),
                key bytea NOT NULL GENERATED ALWAYS AS (substring(name FROM 2 FOR 4)) STORED REFERENCES personal_key,
                -- All of a row is under one key.
                CHECK (substring(identity_number FROM 2 FOR 4) = substring(name FROM 2 FOR 4)),
                CHECK (substring(phone FROM 2 FOR 4) = substring(name FROM 2 FOR 4))
            );
            CREATE INDEX personal_fields_by_identity ON personal_fields (identity_fingerprint);
            CREATE INDEX personal_fields_by_key ON personal_fields (key);

            -- Who somebody is stays as it is. Only the key that it is kept under may be another one.
            CREATE FUNCTION refuse_other_person() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'who members are is never changed' USING ERRCODE = 'integrity_constraint_violation';
            END
            $$;
            CREATE TRIGGER personal_fields_are_kept BEFORE UPDATE ON personal_fields FOR EACH ROW
                WHEN (OLD.member <> NEW.member OR OLD.identity_fingerprint <> NEW.identity_fingerprint
                    OR substring(OLD.name FROM 2 FOR 4) = substring(NEW.name FROM 2 FOR 4))
                EXECUTE FUNCTION refuse_other_person();

            -- Whose signature a file rests on.
            CREATE TABLE consent (
                household uuid PRIMARY KEY REFERENCES household,
                signatory uuid NOT NULL REFERENCES member,
                signed_on date NOT NULL,
                expires_on date CHECK (expires_on >= signed_on)
            );
            """)
}
