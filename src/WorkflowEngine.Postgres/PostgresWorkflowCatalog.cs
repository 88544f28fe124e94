using WorkflowEngine.Definitions;
using WorkflowEngine.Postgres.Connections;
using WorkflowEngine.Postgres.Rows;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Postgres;

/// <summary>Definitions in a PostgreSQL database. Of several origins with the same ref, readers see the first in ordinal order.</summary>
internal sealed class PostgresWorkflowCatalog(PostgresDatabase database, WorkNotifications notifications, TimeProvider time) : IWorkflowCatalog
{
    public async Task<CatalogChange> SaveAsync(
        Scope scope, string origin, IReadOnlyList<WorkflowDefinition> definitions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(definitions);
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var definition in definitions)
        {
            if (definition.Scope != scope)
            {
                throw new ArgumentException($"The definition '{definition.Ref}' is not of the scope '{scope}'.", nameof(definitions));
            }

            if (!known.Add(definition.Ref))
            {
                throw new ArgumentException($"Two definitions have the ref '{definition.Ref}'.", nameof(definitions));
            }
        }

        return (await SaveAsync(scope, origin, definitions, isWhole: true, updateExisting: true, cancellationToken).ConfigureAwait(false)).Change;
    }

    public async Task<IReadOnlyList<WorkflowDefinition>> ListAsync(Scope scope, CancellationToken cancellationToken = default)
    {
        var definitions = await database.ListAsync(
            database.InSchema("""
                SELECT DISTINCT ON (ref) document FROM @workflow_definitions WHERE scope = $1 ORDER BY ref, origin
                """),
            [Parameters.Of(scope.Name)],
            static row => DefinitionDocument.Read(row.GetString(0)),
            cancellationToken).ConfigureAwait(false);

        // PostgreSQL orders text by its bytes here, which is not quite the ordinal order of strings.
        definitions.Sort(static (left, right) => string.CompareOrdinal(left.Ref, right.Ref));
        return definitions;
    }

    public Task<WorkflowDefinition?> FindAsync(Scope scope, string workflow, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        return database.FindAsync(
            database.InSchema("SELECT document FROM @workflow_definitions WHERE scope = $1 AND ref = $2 ORDER BY origin LIMIT 1"),
            [Parameters.Of(scope.Name), Parameters.Of(workflow)],
            static row => DefinitionDocument.Read(row.GetString(0)),
            cancellationToken);
    }

    public async Task<RegistrationOutcome> RegisterAsync(
        WorkflowDefinition definition, string origin, bool updateExisting = true, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(origin);
        var (change, kept) = await SaveAsync(definition.Scope, origin, [definition], isWhole: false, updateExisting, cancellationToken)
            .ConfigureAwait(false);
        return change.Added > 0 ? RegistrationOutcome.Created
            : change.Changed > 0 ? RegistrationOutcome.Updated
            : kept > 0 ? RegistrationOutcome.Exists : RegistrationOutcome.Unchanged;
    }

    public async Task<bool> RemoveAsync(Scope scope, string workflow, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        var removed = await database.ListAsync(
            database.InSchema("""
                WITH gone AS (DELETE FROM @schedules WHERE scope = $1 AND workflow = $2)
                DELETE FROM @workflow_definitions WHERE scope = $1 AND ref = $2 RETURNING 1
                """),
            [Parameters.Of(scope.Name), Parameters.Of(workflow)],
            static row => row.GetInt32(0),
            cancellationToken).ConfigureAwait(false);
        notifications.Raise();
        return removed.Count > 0;
    }

    public async Task<bool> SetEnabledAsync(Scope scope, string workflow, bool enabled, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        var known = await database.ListAsync(
            database.InSchema(enabled
                ? """
                    WITH gone AS (DELETE FROM @workflow_disabled WHERE scope = $1 AND ref = $2)
                    SELECT 1 FROM @workflow_definitions WHERE scope = $1 AND ref = $2
                    """
                : """
                    WITH known AS (SELECT scope, ref FROM @workflow_definitions WHERE scope = $1 AND ref = $2 LIMIT 1),
                    added AS (INSERT INTO @workflow_disabled (scope, ref) SELECT scope, ref FROM known ON CONFLICT DO NOTHING)
                    SELECT 1 FROM known
                    """),
            [Parameters.Of(scope.Name), Parameters.Of(workflow)],
            static row => row.GetInt32(0),
            cancellationToken).ConfigureAwait(false);
        return known.Count > 0;
    }

    public async Task<IReadOnlyList<string>> ListDisabledAsync(Scope scope, CancellationToken cancellationToken = default) =>
        await database.ListAsync(
            database.InSchema("SELECT ref FROM @workflow_disabled WHERE scope = $1"),
            [Parameters.Of(scope.Name)],
            static row => row.GetString(0),
            cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<Scope>> ListScopesAsync(string origin, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(origin);
        return await database.ListAsync(
            database.InSchema("SELECT DISTINCT scope FROM @workflow_definitions WHERE origin = $1"),
            [Parameters.Of(origin)],
            static row => new Scope(row.GetString(0)),
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<CatalogPage> SearchAsync(CatalogQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);

        // One row more than asked for would not tell the total; the count stands in every row, and in one of its own when none is given.
        var rows = await database.ListAsync(
            database.InSchema("""
                WITH matching AS (
                    SELECT d.scope, d.ref, d.document, d.revision,
                        NOT EXISTS (SELECT 1 FROM @workflow_disabled x WHERE x.scope = d.scope AND x.ref = d.ref) AS enabled
                    FROM @workflow_definitions d
                    WHERE ($1::text IS NULL OR d.scope = $1) AND ($2::text IS NULL OR strpos(d.search, $2) > 0)
                        AND (cardinality($3::text[]) = 0 OR EXISTS (SELECT 1 FROM unnest($3::text[]) AS t (tag) WHERE strpos(d.tags, t.tag) > 0))
                        AND ($4 < 0 OR d.valid = ($4 = 1))
                        AND NOT EXISTS (
                            SELECT 1 FROM @workflow_definitions o WHERE o.scope = d.scope AND o.ref = d.ref AND o.origin < d.origin)
                ), chosen AS (SELECT * FROM matching WHERE $5 < 0 OR enabled = ($5 = 1)),
                page AS (SELECT * FROM chosen ORDER BY scope, ref LIMIT $6 OFFSET $7)
                SELECT c.total, p.document, p.revision, p.enabled
                FROM (SELECT count(*)::integer AS total FROM chosen) c LEFT JOIN page p ON true ORDER BY p.scope, p.ref
                """),
            [
                Parameters.Of(query.Scope?.Name),
                Parameters.Of(query.Text is { } text ? CatalogQuery.Fold(text) : null),
                Parameters.Of((IReadOnlyList<string>)[.. query.Tags.Select(tag => $"\n{tag}\n")]),
                Parameters.Of(Choice(query.IsValid)),
                Parameters.Of(Choice(query.IsEnabled)),
                Parameters.Of(Math.Max(query.Limit, 0)),
                Parameters.Of(Math.Max(query.Skip, 0)),
            ],
            static row => (
                Total: row.GetInt32(0),
                Item: row.IsDBNull(1) ? null : new CatalogItem(DefinitionDocument.Read(row.GetString(1)), row.GetInt32(2), row.GetBoolean(3))),
            cancellationToken).ConfigureAwait(false);
        return new([.. rows.Select(row => row.Item).OfType<CatalogItem>()], rows[0].Total);
    }

    public async Task<IReadOnlyList<DefinitionRevision>> ListRevisionsAsync(
        Scope scope, string workflow, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        return await database.ListAsync(
            database.InSchema("""
                SELECT r.number, r.hash, r.saved_at, r.hash IS NOT DISTINCT FROM (
                    SELECT d.hash FROM @workflow_definitions d WHERE d.scope = $1 AND d.ref = $2 ORDER BY d.origin LIMIT 1)
                FROM @workflow_revisions r WHERE r.scope = $1 AND r.ref = $2 ORDER BY r.number DESC
                """),
            [Parameters.Of(scope.Name), Parameters.Of(workflow)],
            static row => new DefinitionRevision(row.GetInt32(0), row.GetString(1), PostgresTime.FromStored(row.GetInt64(2)), row.GetBoolean(3)),
            cancellationToken).ConfigureAwait(false);
    }

    public Task<WorkflowDefinition?> FindRevisionAsync(
        Scope scope, string workflow, int number, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        return database.FindAsync(
            database.InSchema("SELECT document FROM @workflow_revisions WHERE scope = $1 AND ref = $2 AND number = $3"),
            [Parameters.Of(scope.Name), Parameters.Of(workflow), Parameters.Of(number)],
            static row => DefinitionDocument.Read(row.GetString(0)),
            cancellationToken);
    }

    private async Task<(CatalogChange Change, int Kept)> SaveAsync(
        Scope scope,
        string origin,
        IReadOnlyList<WorkflowDefinition> definitions,
        bool isWhole,
        bool updateExisting,
        CancellationToken cancellationToken)
    {
        var (refs, hashes, documents) = (Columns.OfText(), Columns.OfText(), Columns.OfText());
        var (valid, searches, tags) = (Columns.OfBoolean(), Columns.OfText(), Columns.OfText());
        foreach (var definition in definitions)
        {
            refs.AddText(definition.Ref);
            hashes.Add(DefinitionDocument.Hash(definition));
            documents.Add(DefinitionDocument.Write(definition));
            valid.Add(definition.IsValid);
            searches.AddText(CatalogQuery.SearchTextOf(definition));
            tags.AddText(definition.Tags.Count == 0 ? "" : $"\n{string.Join('\n', definition.Tags)}\n");
        }

        var (workflows, triggers) = (Columns.OfText(), Columns.OfText());
        var (dueAt, fireAt) = (Columns.OfNullableInt64(), Columns.OfNullableInt64());
        foreach (var schedule in StoredSchedule.ListOf(origin, definitions, time.GetUtcNow()))
        {
            workflows.AddText(schedule.Key.Workflow);
            triggers.AddText(schedule.Key.Trigger);
            dueAt.Add(schedule.DueAt);
            fireAt.Add(schedule.FireAt);
        }

        var saved = await database.FindAsync(
            database.InSchema("""
                SELECT added, changed, removed, kept
                FROM @register_definitions_and_schedules($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
                """),
            [
                Parameters.Of(scope.Name), Parameters.Of(origin), Parameters.Of(isWhole), Parameters.Of(updateExisting), Parameters.Of(time.GetUtcNow()),
                refs.ToParameter(), hashes.ToParameter(), documents.ToParameter(), valid.ToParameter(), searches.ToParameter(), tags.ToParameter(),
                workflows.ToParameter(), triggers.ToParameter(), dueAt.ToParameter(), fireAt.ToParameter(),
            ],
            static row => (new CatalogChange(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2)), row.GetInt32(3)),
            cancellationToken).ConfigureAwait(false);
        notifications.Raise();
        return saved;
    }

    /// <summary>A condition that may be absent, as a number: PostgreSQL cannot tell the type of a null on its own.</summary>
    private static int Choice(bool? value) => value is { } given ? (given ? 1 : 0) : -1;
}
