internal import Postgres

extension Doctor {
    /// Whether the service's role may do what the service does, and no more.
    func rights() async -> Finding {
        await look(
            "rights", touches: "what protects the data from whoever has the service's password, or what needs a right"
        ) {
            let schema = ServiceSchema<Hosted>(settings, pool: workbench.pool)
            let (power, differences) = try await workbench.pool.withTransaction(readOnly: true) { transaction in
                (
                    try await RolePower.all(returnedTo: settings.postgresOwner.user, in: transaction).first,
                    try await schema.grants.differences(in: transaction)
                )
            }
            if let power { throw power }
            // A newer program's tables are its own business.
            if let first = differences.first, try await schema.verify().isEmpty {
                throw Ailment("\(differences.count) amiss, the first: \(settings.postgres.user) \(first)")
            }
            return "\(settings.postgres.user) owns nothing, and may do what the service does"
        } mending: { error in
            guard let power = error as? RolePower else { return "\(Hosted.name) migrate" }
            return "psql --dbname=\(settings.postgres.database) --command='\(power.mending)'"
        }
    }
}

/// A power of the service's role that no service needs.
private struct RolePower: Error, CustomStringConvertible {
    var description: String
    /// The statement of an administrator that ends it.
    var mending: String

    /// - Parameter owner: who is to own what the role does.
    static func all(returnedTo owner: String, in transaction: PostgresTransaction) async throws -> [RolePower] {
        try await transaction.query(
            """
            WITH role AS (SELECT * FROM pg_roles WHERE rolname = current_user)
            SELECT rolname || ' is a superuser', format('ALTER ROLE %I NOSUPERUSER', rolname) FROM role WHERE rolsuper
            UNION ALL
            SELECT rolname || ' passes row security', format('ALTER ROLE %I NOBYPASSRLS', rolname) FROM role WHERE rolbypassrls
            UNION ALL
            SELECT rolname || ' may make roles', format('ALTER ROLE %I NOCREATEROLE', rolname) FROM role WHERE rolcreaterole
            UNION ALL
            SELECT rolname || ' may make databases', format('ALTER ROLE %I NOCREATEDB', rolname) FROM role WHERE rolcreatedb
            UNION ALL
            SELECT rolname || ' may copy the whole server', format('ALTER ROLE %I NOREPLICATION', rolname)
            FROM role WHERE rolreplication
            UNION ALL
            SELECT format('%s may make %s', rolname, made), format('REVOKE %s ON DATABASE %I FROM PUBLIC, %I', privilege,
                current_database(), rolname)
            FROM role CROSS JOIN (VALUES ('TEMP', 'temporary tables'), ('CREATE', 'schemas')) AS power (privilege, made)
            WHERE has_database_privilege(current_database(), privilege)
            UNION ALL
            SELECT format('%s owns %s objects', rolname, count(*)), format('REASSIGN OWNED BY %I TO %I', rolname, \(owner))
            FROM role JOIN pg_shdepend ON refobjid = role.oid AND refclassid = 'pg_authid'::regclass
            WHERE deptype = 'o' AND dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
            GROUP BY rolname
            UNION ALL
            SELECT format('%s belongs to %s', role.rolname, other.rolname), format('REVOKE %I FROM %I', other.rolname, role.rolname)
            FROM role JOIN pg_auth_members ON member = role.oid JOIN pg_roles AS other ON other.oid = roleid
            -- To name the transaction that holds the fence, whosever it is.
            WHERE other.rolname <> 'pg_read_all_stats'
            """
        ).decode(String.self, String.self).map { RolePower(description: $0, mending: $1) }
    }
}
