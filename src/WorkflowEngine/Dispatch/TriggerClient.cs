using System.Text.Json;
using Microsoft.Extensions.Options;
using WorkflowEngine.Definitions;
using WorkflowEngine.Storage;
using WorkflowEngine.Triggers.Blueprints;

namespace WorkflowEngine.Dispatch;

/// <summary>The door for configurations, history and dry runs.</summary>
internal sealed class TriggerClient(
    IWorkflowStore store, TriggerConfigurations configurations, TriggerDecider decider, JobCompletions completions,
    IOptions<WorkflowEngineOptions> options, TimeProvider time) : ITriggerClient
{
    private const int MostUpdates = 500;
    private const int MostEntries = 500;

    public Task<WorkflowTriggers?> GetAsync(Scope scope, string workflow, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(workflow);
        return configurations.FindAsync(scope, workflow, cancellationToken);
    }

    public async Task<TriggerUpdateResult> UpdateAsync(Scope scope, TriggerUpdate update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        var results = await configurations.SaveAsync(scope, [update], cancellationToken).ConfigureAwait(false);
        return results[0];
    }

    public async Task<IReadOnlyList<TriggerUpdateResult>> UpdateManyAsync(
        Scope scope, IReadOnlyList<TriggerUpdate> updates, bool atomic = true, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(updates);
        if (Refuse(updates) is { } error)
        {
            return [.. updates.Select(_ => new TriggerUpdateResult(TriggerUpdateStatus.Invalid, error, null))];
        }

        if (atomic)
        {
            return await configurations.SaveAsync(scope, updates, cancellationToken).ConfigureAwait(false);
        }

        var results = new List<TriggerUpdateResult>(updates.Count);
        foreach (var update in updates)
        {
            results.AddRange(await configurations.SaveAsync(scope, [update], cancellationToken).ConfigureAwait(false));
        }

        return results;
    }

    public Task<bool> ResetLimitsAsync(Scope scope, string workflow, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(workflow);
        return configurations.ChangeAsync(scope, workflow, static configs => configs, resetsUsage: true, cancellationToken);
    }

    public async Task<IReadOnlyList<string>> ImportRowsAsync(
        IReadOnlyList<LegacyTriggerRow> rows, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var missing = new List<string>();
        foreach (var row in rows)
        {
            var type = BlueprintSet.Canonical(row.TriggerType);
            var isKnown = options.Value.Blueprints.TryFind(type, out _);
            foreach (var workflow in LegacyTriggers.WorkflowsOf(row))
            {
                var isThere = isKnown && await configurations.ChangeAsync(
                    new Scope(row.Scope), workflow, configs => LegacyTriggers.Enable(configs, [type]), resetsUsage: false, cancellationToken)
                    .ConfigureAwait(false);
                if (!isThere)
                {
                    missing.Add(workflow);
                }
            }
        }

        return missing;
    }

    public async Task<IReadOnlyList<string>?> ImportDocumentAsync(
        Scope scope, string workflow, JsonElement document, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(workflow);
        var unknown = new List<string>();
        var types = LegacyTriggers.TypesIn(document, options.Value.Blueprints, unknown);
        var isThere = await configurations.ChangeAsync(
            scope, workflow, configs => LegacyTriggers.Enable(configs, types), resetsUsage: false, cancellationToken).ConfigureAwait(false);
        return isThere ? unknown : null;
    }

    public Task<IReadOnlyList<TriggerHistoryEntry>> ListHistoryAsync(TriggerHistoryQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return store.Triggers.ListHistoryAsync(query with { Limit = Math.Clamp(query.Limit, 0, MostEntries) }, cancellationToken);
    }

    public async Task<IReadOnlyList<TriggerStatistics>> GetStatisticsAsync(
        Scope scope, string? workflow = null, DateTimeOffset? since = null, DateTimeOffset? until = null,
        CancellationToken cancellationToken = default)
    {
        var counts = await store.Triggers.CountHistoryAsync(scope, workflow, since, until, cancellationToken).ConfigureAwait(false);
        return [.. options.Value.Blueprints.Blueprints.Select(blueprint =>
            StatisticsOf(blueprint.TriggerType, counts.Where(count => count.TriggerType == blueprint.TriggerType).ToList()))];
    }

    public async Task<TriggerDryRun> DryRunAsync(
        JobCompletion completion, IReadOnlyList<string>? workflows = null, JsonElement? configs = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(completion);
        var now = time.GetUtcNow();
        var job = new CompletedJob(completion, await completions.ChainAsync(completion.RunId, cancellationToken).ConfigureAwait(false), now);
        var forecasts = new List<TriggerForecast>();
        foreach (var listener in await ListenersAsync(completion.Scope, workflows, cancellationToken).ConfigureAwait(false))
        {
            var tried = listener;
            if (configs is { } given)
            {
                var updated = TriggerConfigUpdate.Set(given, listener.Configs, options.Value.Blueprints, out var error);
                if (updated is null)
                {
                    return new(false, [], error);
                }

                tried = listener.With(updated);
            }

            var checks = new List<TriggerCheck>();
            var decided = await decider.DecideAsync(job, tried, now, checks, cancellationToken).ConfigureAwait(false);
            var decision = decided.Decision;
            forecasts.Add(new(listener.Scope, listener.Workflow, decision.Outcome, decision.Reason, decision.DueAt, checks));
        }

        var known = await store.Triggers.ListHistoryAsync(new() { EventId = job.EventId, Limit = 1 }, cancellationToken).ConfigureAwait(false);
        return new(completion.IsMarked || known.Count > 0, forecasts);
    }

    private async Task<List<TriggerListener>> ListenersAsync(
        Scope? source, IReadOnlyList<string>? workflows, CancellationToken cancellationToken)
    {
        var blueprints = options.Value.Blueprints;
        var stored = await store.Triggers.ListAsync(source, cancellationToken).ConfigureAwait(false);
        var listeners = stored.Select(row => TriggerListener.Of(row.Scope, row.Workflow, row, blueprints)).ToList();
        if (workflows is null)
        {
            return listeners;
        }

        var wanted = listeners.Where(listener => workflows.Contains(listener.Workflow)).ToList();
        var unknown = workflows.Where(name => !wanted.Exists(listener => listener.Workflow == name));
        wanted.AddRange(unknown.Select(name => TriggerListener.Of(source ?? Scope.Default, name, null, blueprints)));
        return wanted;
    }

    private static string? Refuse(IReadOnlyList<TriggerUpdate> updates)
    {
        if (updates.Count > MostUpdates)
        {
            return $"At most {MostUpdates} workflows can be changed at once";
        }

        var twice = updates.GroupBy(update => update.Workflow, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? null : $"The workflow {twice.Key} is named twice";
    }

    private static TriggerStatistics StatisticsOf(string type, List<TriggerCount> counts)
    {
        var last = counts.Where(count => count.Outcome == StartOutcome.Queued).MaxBy(count => count.LastAt);
        return new()
        {
            TriggerType = type,
            Evaluated = counts.Sum(count => count.Count),
            Queued = Sum(StartOutcome.Queued),
            Delayed = Sum(StartOutcome.Delayed),
            Deferred = Sum(StartOutcome.Deferred),
            Skipped = Sum(StartOutcome.Skipped),
            Failed = Sum(StartOutcome.Failed),
            Cancelled = Sum(StartOutcome.Cancelled),
            Coalesced = Sum(StartOutcome.Coalesced),
            LastQueuedAt = last?.LastAt,
            LastJobId = last?.LastJobId,
            SkipReasons = counts.Where(count => count is { Outcome: StartOutcome.Skipped, Reason: not null })
                .GroupBy(count => count.Reason!, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Sum(count => count.Count), StringComparer.Ordinal),
        };

        int Sum(StartOutcome outcome) => counts.Where(count => count.Outcome == outcome).Sum(count => count.Count);
    }
}
