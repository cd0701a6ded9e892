internal import Postgres

extension OrdersService {
    /// What shows that goods changed hands. Nothing is decided by it; whoever traces money back reads it.
    static let handovers = Migration(
        number: 7, name: "handovers",
        sql: """
            CREATE TABLE handover (
                consignment uuid NOT NULL REFERENCES consignment,
                stage text NOT NULL CHECK (stage IN ('collected', 'delivered')),
                at timestamptz NOT NULL,
                -- The station that gave the goods out. Where a buyer lives is not known here.
                station uuid,
                proof_kind text NOT NULL CHECK (proof_kind IN ('code', 'signature', 'photo')),
                proof_digest text NOT NULL,
                PRIMARY KEY (consignment, stage),
                CHECK ((stage = 'collected') = (station IS NOT NULL))
            );

            -- What a part weighed when it was collected.
            CREATE TABLE weighing (
                allocation uuid PRIMARY KEY REFERENCES allocation,
                weight_g bigint NOT NULL CHECK (weight_g >= 0)
            );

            CREATE TRIGGER handover_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON handover
                EXECUTE FUNCTION refuse_change();
            CREATE TRIGGER weighing_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON weighing
                EXECUTE FUNCTION refuse_change();
            """)
}
