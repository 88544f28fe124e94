using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using WorkflowEngine.Definitions;
using WorkflowEngine.Storage;
using WorkflowEngine.Triggers.Blueprints;

namespace WorkflowEngine.Dispatch;

/// <summary>Reads and saves configurations. A race with another writer, or with an event that counts, is run again.</summary>
internal sealed class TriggerConfigurations(
    IWorkflowStore store, TriggerListeners listeners, IOptions<WorkflowEngineOptions> options, TimeProvider time)
{
    private BlueprintSet Blueprints => options.Value.Blueprints;

    public async Task<WorkflowTriggers?> FindAsync(Scope scope, string workflow, CancellationToken cancellationToken)
    {
        if (await store.Catalog.FindAsync(scope, workflow, cancellationToken).ConfigureAwait(false) is null)
        {
            return null;
        }

        var state = await store.Triggers.GetStateAsync(scope, workflow, cancellationToken).ConfigureAwait(false);
        return Shown(scope, workflow, state.Configuration);
    }

    /// <summary>Makes changes in one step.</summary>
    public async Task<IReadOnlyList<TriggerUpdateResult>> SaveAsync(
        Scope scope, IReadOnlyList<TriggerUpdate> updates, CancellationToken cancellationToken)
    {
        while (true)
        {
            var results = new TriggerUpdateResult[updates.Count];
            var changes = new List<TriggerConfigurationChange>(updates.Count);
            for (var i = 0; i < results.Length; i++)
            {
                results[i] = await PrepareAsync(scope, updates[i], changes, cancellationToken).ConfigureAwait(false);
            }

            if (changes.Count < results.Length)
            {
                return [.. results.Select(NotMade)];
            }

            if (await store.Triggers.TrySaveAsync(changes, cancellationToken).ConfigureAwait(false))
            {
                listeners.Invalidate();
                return results;
            }
        }
    }

    /// <summary>Changes one stored configuration that must be there or have a definition; false when it has none.</summary>
    public async Task<bool> ChangeAsync(
        Scope scope, string workflow, Func<IReadOnlyList<TriggerConfig>, IReadOnlyList<TriggerConfig>> change, bool resetsUsage,
        CancellationToken cancellationToken)
    {
        if (await store.Catalog.FindAsync(scope, workflow, cancellationToken).ConfigureAwait(false) is null)
        {
            return false;
        }

        while (true)
        {
            var stored = (await store.Triggers.GetStateAsync(scope, workflow, cancellationToken).ConfigureAwait(false)).Configuration;
            var configs = change(TriggerConfigNormalizer.NormalizeText(stored?.Configs, Blueprints));
            var saved = Change(scope, workflow, stored, configs);
            saved = resetsUsage ? saved with { Configuration = saved.Configuration with { Usage = TriggerUsageDocument.Empty } } : saved;
            if (await store.Triggers.TrySaveAsync([saved], cancellationToken).ConfigureAwait(false))
            {
                listeners.Invalidate();
                return true;
            }
        }
    }

    private async Task<TriggerUpdateResult> PrepareAsync(
        Scope scope, TriggerUpdate update, List<TriggerConfigurationChange> changes, CancellationToken cancellationToken)
    {
        var stored = (await store.Triggers.GetStateAsync(scope, update.Workflow, cancellationToken).ConfigureAwait(false)).Configuration;
        var before = TriggerConfigNormalizer.NormalizeText(stored?.Configs, Blueprints);
        string? error;
        var configs = update.IsPartial
            ? TriggerConfigUpdate.Set(update.Configs, before, Blueprints, out error)
            : TriggerConfigUpdate.Replace(update.Configs, before, Blueprints, out error);
        if (configs is null || (error = Forbidden(scope, configs)) is not null)
        {
            return new(TriggerUpdateStatus.Invalid, error, null);
        }

        // Last of all, so that a bad change of a workflow that is not there is told what is bad.
        if (await store.Catalog.FindAsync(scope, update.Workflow, cancellationToken).ConfigureAwait(false) is null)
        {
            return new(TriggerUpdateStatus.NotFound, $"Workflow with id {update.Workflow} not found", null);
        }

        var change = Change(scope, update.Workflow, stored, configs);
        changes.Add(change);
        return new(TriggerUpdateStatus.Updated, null, Shown(scope, update.Workflow, change.Configuration));
    }

    private TriggerConfigurationChange Change(
        Scope scope, string workflow, TriggerConfiguration? stored, IReadOnlyList<TriggerConfig> configs)
    {
        var now = time.GetUtcNow();
        var configuration = new TriggerConfiguration
        {
            Scope = scope,
            Workflow = workflow,
            Version = (stored?.Version ?? 0) + 1,
            CrossesScopes = configs.Any(config => config.IsEnabled && config.Sources.CrossesScopes),
            Configs = Text(configs),
            Usage = stored?.Usage ?? TriggerUsageDocument.Empty,
            CreatedAt = stored?.CreatedAt ?? now,
            UpdatedAt = now,
        };
        string[] cancelled = [.. configs.Where(config => !config.IsEnabled).Select(config => config.TriggerType)];
        return new(configuration, stored?.Version ?? 0, stored is null ? [] : cancelled);
    }

    private WorkflowTriggers Shown(Scope scope, string workflow, TriggerConfiguration? stored)
    {
        var warnings = new List<string>();
        var configs = TriggerConfigNormalizer.NormalizeText(stored?.Configs, Blueprints, warnings);
        return new(scope, workflow, configs, warnings, stored?.UpdatedAt);
    }

    /// <summary>The first scope that a workflow wants to listen to and that the host does not let start it.</summary>
    private string? Forbidden(Scope own, IReadOnlyList<TriggerConfig> configs)
    {
        foreach (var source in configs.SelectMany(config => config.Sources.Scopes ?? []))
        {
            if (source != own && !options.Value.MayStartAcrossScopes(source, own))
            {
                return $"Jobs of the scope {source} may not start workflows of the scope {own}";
            }
        }

        return null;
    }

    private static TriggerUpdateResult NotMade(TriggerUpdateResult result) =>
        result.Status == TriggerUpdateStatus.Updated ? new(TriggerUpdateStatus.NotMade, null, null) : result;

    private static string Text(IReadOnlyList<TriggerConfig> configs)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            TriggerConfigWriter.Write(writer, configs);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
