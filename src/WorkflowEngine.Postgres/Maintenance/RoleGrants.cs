namespace WorkflowEngine.Postgres.Maintenance;

/// <summary>The rights of a role that runs engines in a schema that another role owns.</summary>
internal static class RoleGrants
{
    // One statement, so that it is one transaction whoever runs it. The rights on what later steps add are granted by their migration.
    internal static string Of(string schema, string role)
    {
        var name = '"' + role.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
        return $"""
            DO $grant$ BEGIN
                GRANT USAGE ON SCHEMA {schema} TO {name};
                GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {name};
                REVOKE INSERT, UPDATE, DELETE ON {schema}.schema_journal FROM {name};
                GRANT SELECT, USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {name};
                GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {schema} TO {name};
            END $grant$
            """;
    }
}
