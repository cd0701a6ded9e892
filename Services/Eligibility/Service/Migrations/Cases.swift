internal import Postgres
internal import Runtime

extension EligibilityService {
    /// What a case gathers on its way: assessments, the appraisal, publicities, objections, approvals.
    static let cases = Migration(
        number: 4, name: "cases",
        sql: """
            -- How a household stood against the rules of a day; repeated by its rule set, line and input.
            CREATE TABLE assessment (
                id uuid PRIMARY KEY,
                household uuid NOT NULL REFERENCES household,
                purpose text NOT NULL CHECK (purpose IN ('entry', 'exit', 'monitoring')),
                day date NOT NULL,
                -- The first day of the last month whose income counts.
                last_month date NOT NULL CHECK (extract(day FROM last_month) = 1),
                members integer NOT NULL CHECK (members > 0),
                line_jurisdiction text NOT NULL,
                line_year integer NOT NULL,
                line_basis text NOT NULL,
                line_fen bigint NOT NULL CHECK (line_fen > 0),
                line_source text NOT NULL,
                line_weakly_sourced boolean NOT NULL,
                rule_set text NOT NULL REFERENCES rule_set (version),
                rule_set_digest text NOT NULL CHECK (rule_set_digest ~ '^[0-9a-f]{64}$'),
                input_digest text NOT NULL CHECK (input_digest ~ '^[0-9a-f]{64}$'),
                -- Incomes of people: read by nobody but who repeats the assessment.
                input bytea NOT NULL CHECK (encode(sha256(input), 'hex') = input_digest),
                is_met boolean NOT NULL
            );
            CREATE INDEX assessment_by_household ON assessment (household, purpose, id);
            \(HashChain.declaration(of: "assessment", by: "id"))

            -- What each rule found.
            CREATE TABLE finding (
                assessment uuid NOT NULL REFERENCES assessment,
                number integer NOT NULL,
                rule text NOT NULL,
                value bigint NOT NULL,
                threshold bigint NOT NULL,
                is_met boolean NOT NULL,
                PRIMARY KEY (assessment, number)
            );
            CREATE TRIGGER finding_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON finding
                EXECUTE FUNCTION refuse_change();

            ALTER TABLE household ADD FOREIGN KEY (risk_assessment) REFERENCES assessment;

            -- How a village voted: once a case.
            CREATE TABLE appraisal (
                household uuid NOT NULL REFERENCES household,
                case_number integer NOT NULL,
                assessment uuid NOT NULL REFERENCES assessment,
                votes_for integer NOT NULL CHECK (votes_for >= 0),
                votes_against integer NOT NULL CHECK (votes_against >= 0),
                minutes text NOT NULL CHECK (minutes ~ '^[0-9a-f]{64}$'),
                appraisers text[] NOT NULL CHECK (cardinality(appraisers) > 0),
                recorded_by text NOT NULL,
                PRIMARY KEY (household, case_number)
            );
            CREATE TRIGGER appraisal_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON appraisal
                EXECUTE FUNCTION refuse_change();

            -- A notice that hangs, or hung. Of the head of household it shows what is masked.
            CREATE TABLE publicity (
                household uuid NOT NULL REFERENCES household,
                case_number integer NOT NULL,
                number integer NOT NULL CHECK (number > 0),
                stage text NOT NULL CHECK (stage IN ('first', 'second', 'exit')),
                posted_on date NOT NULL,
                last_day date NOT NULL CHECK (last_day > posted_on),
                masked_name text NOT NULL CHECK (masked_name LIKE '%*%'),
                masked_identity_number text NOT NULL CHECK (masked_identity_number LIKE '%*%'),
                PRIMARY KEY (household, case_number, number)
            );

            CREATE TABLE objection (
                id uuid PRIMARY KEY,
                household uuid NOT NULL,
                case_number integer NOT NULL,
                publicity integer NOT NULL,
                raised_by text NOT NULL,
                raised_at timestamptz NOT NULL,
                grounds text NOT NULL CHECK (grounds <> ''),
                outcome text CHECK (outcome IN ('upheld', 'dismissed', 'lapsed')),
                decided_by text,
                decided_at timestamptz CHECK (decided_at >= raised_at),
                reason text,
                FOREIGN KEY (household, case_number, publicity) REFERENCES publicity,
                CHECK ((outcome IS NULL) = (decided_by IS NULL)),
                CHECK ((outcome IS NULL) = (decided_at IS NULL)),
                CHECK ((outcome IS NULL) = (reason IS NULL)),
                -- Nobody decides what he raised himself; what lapses, nobody decides.
                CHECK (outcome = 'lapsed' OR decided_by <> raised_by)
            );
            CREATE INDEX objection_by_household ON objection (household, case_number);

            -- Who approved a case above the village.
            CREATE TABLE approval (
                household uuid NOT NULL REFERENCES household,
                case_number integer NOT NULL,
                level text NOT NULL CHECK (level IN ('township', 'county')),
                number integer NOT NULL,
                actor text NOT NULL,
                at timestamptz NOT NULL,
                PRIMARY KEY (household, case_number, number)
            );
            -- Who approves took no part in the village's appraisal, and approves a case once.
            CREATE FUNCTION refuse_partial_approver() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF EXISTS (
                    SELECT FROM appraisal
                    WHERE household = NEW.household AND case_number = NEW.case_number
                        AND (recorded_by = NEW.actor OR NEW.actor = ANY (appraisers)))
                    OR EXISTS (
                        SELECT FROM approval other
                        WHERE other.household = NEW.household AND other.case_number = NEW.case_number
                            AND other.number <> NEW.number AND other.actor = NEW.actor)
                THEN
                    RAISE EXCEPTION 'who approves a case took no part in it before' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NULL;
            END
            $$;
            CREATE TRIGGER approver_took_no_part AFTER INSERT ON approval
                FOR EACH ROW EXECUTE FUNCTION refuse_partial_approver();
            CREATE TRIGGER approval_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON approval
                EXECUTE FUNCTION refuse_change();
            """)
}
