using WorkflowEngine.Storage;

namespace WorkflowEngine.Postgres.Maintenance;

/// <summary>Rules about the documents that are stored under their hash.</summary>
internal static class DocumentRules
{
    internal static IReadOnlyList<CheckRule> All { get; } =
    [
        new(StoreRules.PlanHash, """
            SELECT NULL::bigint, NULL::integer, NULL::integer, 'the plan ' || p.hash || ' has other content'
            FROM @workflow_plans p WHERE encode(sha256(convert_to(p.document, 'UTF8')), 'hex') <> p.hash
            """),
        new(StoreRules.DefinitionHash, """
            SELECT NULL::bigint, NULL::integer, NULL::integer, 'the definition ' || d.ref || ' of ' || d.scope || ' has other content than its hash says'
            FROM @workflow_definitions d WHERE encode(sha256(convert_to(d.document, 'UTF8')), 'hex') <> d.hash
            """),
    ];
}
