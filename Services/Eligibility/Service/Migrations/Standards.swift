internal import EligibilityDomain
internal import Postgres

extension EligibilityService {
    /// What households are measured against, as dated data: rule sets, poverty lines, designations of places.
    static let standards = Migration(
        number: 3, name: "standards",
        sql: """
            -- The numbers that the rules of a period go by. A version never gets other numbers.
            CREATE TABLE rule_set (
                version text PRIMARY KEY,
                first_day date NOT NULL,
                last_day date CHECK (last_day >= first_day),
                source text NOT NULL CHECK (source <> ''),
                fewest_votes bigint NOT NULL CHECK (fewest_votes > 0),
                majority_numerator bigint NOT NULL,
                majority_denominator bigint NOT NULL CHECK (majority_denominator > 0),
                publicity_days integer NOT NULL CHECK (publicity_days > 0),
                fewest_missing_guarantees bigint NOT NULL CHECK (fewest_missing_guarantees >= 0),
                stable_windows bigint NOT NULL CHECK (stable_windows > 0),
                line_multiple_numerator bigint NOT NULL,
                line_multiple_denominator bigint NOT NULL CHECK (line_multiple_denominator > 0),
                income_fall_numerator bigint NOT NULL,
                income_fall_denominator bigint NOT NULL CHECK (income_fall_denominator > 0),
                checks_without_risk bigint NOT NULL CHECK (checks_without_risk > 0),
                EXCLUDE USING gist (daterange(first_day, last_day, '[]') WITH &&)
            );

            -- What a person must have in a year not to count as poor, by jurisdiction and year.
            CREATE TABLE poverty_line (
                jurisdiction text NOT NULL CHECK (jurisdiction = 'national' OR jurisdiction ~ '^[0-9]{6}$'),
                year integer NOT NULL,
                basis text NOT NULL CHECK (basis IN ('standard-2010-current-prices', 'local')),
                fen bigint NOT NULL CHECK (fen > 0),
                source text NOT NULL CHECK (source <> ''),
                is_weakly_sourced boolean NOT NULL,
                PRIMARY KEY (jurisdiction, year)
            );

            -- That a county or village is designated as poor over some time.
            CREATE TABLE county_designation (
                code text NOT NULL CHECK (code ~ '^([0-9]{6}|[0-9]{12})$'),
                level text NOT NULL CHECK (level IN ('national', 'provincial', 'poor-village', 'none')),
                first_day date NOT NULL,
                last_day date CHECK (last_day >= first_day),
                source text NOT NULL CHECK (source <> ''),
                PRIMARY KEY (code, first_day),
                CHECK (level = 'none' OR (level = 'poor-village') = (length(code) = 12))
            );

            -- An exclusion constraint over text and a range would need an extension.
            CREATE FUNCTION refuse_overlap() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM pg_advisory_xact_lock(hashtext('county_designation'), hashtext(NEW.code));
                IF EXISTS (
                    SELECT FROM county_designation other
                    WHERE other.code = NEW.code AND other.first_day <> NEW.first_day
                    AND daterange(other.first_day, other.last_day, '[]')
                        && daterange(NEW.first_day, NEW.last_day, '[]'))
                THEN
                    RAISE EXCEPTION 'two designations of one place hold on one day'
                        USING ERRCODE = 'exclusion_violation';
                END IF;
                RETURN NULL;
            END
            $$;
            CREATE TRIGGER county_designation_overlap AFTER INSERT OR UPDATE ON county_designation
                FOR EACH ROW EXECUTE FUNCTION refuse_overlap();

            \(insertion(of: RuleBook.initial))

            \(insertion(of: PovertyLineTable.national))
            """)

    private static func insertion(of book: RuleBook) -> String {
        let rows = book.sets.map { rules in
            let lastDay = rules.lastDay.map { "'\($0)'" } ?? "NULL"
            return """
                ('\(rules.version)', '\(rules.firstDay)', \(lastDay), '\(rules.source)',
                \(rules.appraisal.fewestVotes), \(rules.appraisal.majority.values), \(rules.publicityDays),
                \(rules.entry.fewestMissingGuarantees), \(rules.exit.stableWindows),
                \(rules.monitoring.lineMultiple.values), \(rules.monitoring.incomeFall.values),
                \(rules.monitoring.checksWithoutRisk))
                """
        }
        return "INSERT INTO rule_set VALUES \(rows.joined(separator: ", "));"
    }

    /// The text of a migration never changes, so that lines of later years are another one's.
    private static func insertion(of table: PovertyLineTable) -> String {
        let rows = table.lines.filter { $0.year <= 2020 }.map { line in
            """
            ('\(line.jurisdiction)', \(line.year), '\(line.basis.rawValue)', \(line.fenPerPerson), '\(line.source)',
            \(line.isWeaklySourced))
            """
        }
        return "INSERT INTO poverty_line VALUES \(rows.joined(separator: ", "));"
    }
}

extension Ratio {
    fileprivate var values: String { "\(numerator), \(denominator)" }
}
