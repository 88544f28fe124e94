using WorkflowEngine.Definitions;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Parsing;
using WorkflowEngine.Runs;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Cli.Engine;

/// <summary>Starts what an event starts, or one workflow that the user named whatever its triggers are.</summary>
internal sealed class RunStart(IWorkflowClient client, WorkflowEvent occurrence, string? workflow)
{
    public WorkflowEvent Occurrence => occurrence;

    /// <summary>Of every workflow, whether it starts and why.</summary>
    public async Task<IReadOnlyList<TriggerMatch>> ExplainAsync(CancellationToken cancellationToken)
    {
        if (workflow is null)
        {
            return await client.ExplainAsync(occurrence, cancellationToken).ConfigureAwait(false);
        }

        var named = await FindAsync(workflow, cancellationToken).ConfigureAwait(false);
        return [new(named, IsMatch: true, "asked for by name")];
    }

    public async Task<IReadOnlyList<WorkflowRun>> CreateAsync(CancellationToken cancellationToken)
    {
        if (workflow is null)
        {
            var started = await client.DispatchAsync(occurrence, cancellationToken: cancellationToken).ConfigureAwait(false);
            return started.Runs;
        }

        var named = await FindAsync(workflow, cancellationToken).ConfigureAwait(false);
        return [await client.StartAsync(named.Ref, occurrence, occurrence.Scope, cancellationToken: cancellationToken).ConfigureAwait(false)];
    }

    private async Task<WorkflowDefinition> FindAsync(string name, CancellationToken cancellationToken)
    {
        var all = await client.ListDefinitionsAsync(occurrence.Scope, cancellationToken).ConfigureAwait(false);
        var found = all.FirstOrDefault(definition => definition.Ref == name)
            ?? all.FirstOrDefault(definition => definition.DisplayName == name)
            ?? all.FirstOrDefault(definition => definition.DisplayName.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (found is null)
        {
            var nearest = NearestName.Of(name, all.Select(definition => definition.DisplayName));
            throw new UsageException($"there is no workflow '{name}'{(nearest is null ? "; 'wf list' shows all" : $", did you mean '{nearest}'?")}");
        }

        return found.IsValid
            ? found
            : throw new UsageException($"workflow '{name}' has errors: {found.Diagnostics.First(diagnostic => diagnostic.IsError)}");
    }
}
