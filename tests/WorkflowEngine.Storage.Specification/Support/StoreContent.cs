using System.Globalization;
using System.Text;
using WorkflowEngine.Definitions;

namespace WorkflowEngine.Storage.Specification.Support;

/// <summary>All that a store's readers can see of its runs, logs and definitions, as text that can be compared.</summary>
internal static class StoreContent
{
    /// <param name="store">The store to read.</param>
    /// <param name="scopes">The scopes whose definitions are read.</param>
    /// <param name="nameOf">Gives a run's id the name it has in the text; the ids themselves when two texts of one store are compared.</param>
    public static async Task<string> ReadAsync(IWorkflowStore store, IReadOnlyList<Scope> scopes, Func<long, long> nameOf)
    {
        var text = new StringBuilder();
        foreach (var run in await store.Runs.ListAsync(new() { Limit = int.MaxValue }))
        {
            text.AppendLine(Of(run.Id, nameOf)).AppendLine(RunContent.Of(run with { Id = 0 }).ToString());
            text.AppendJoin('\n', (await store.Runs.GetAsync(run.Id))!.Jobs).AppendLine();
            text.AppendJoin('\n', await store.Runs.GetStepsAsync(run.Id)).AppendLine();
            text.AppendJoin('\n', (await store.Runs.ReadRunEventsAsync(run.Id, 0, int.MaxValue)).Select(runEvent => runEvent with { RunId = 0 })).AppendLine();
            text.AppendJoin('\n', (await store.Logs.ReadAsync(new(run.Id) { Limit = int.MaxValue })).Select(stored => stored.Line)).AppendLine();
            text.Append("plan ").Append((await store.Runs.GetPlanAsync(run.PlanHash)) is not null).AppendLine();
        }

        foreach (var stored in await store.Runs.ReadEventsAsync(0, int.MaxValue))
        {
            text.Append(Of(stored.Event.RunId, nameOf)).Append(' ').AppendLine(stored.Event.Sequence.ToString(CultureInfo.InvariantCulture));
        }

        foreach (var scope in scopes)
        {
            text.AppendJoin('\n', (await store.Catalog.ListAsync(scope)).Select(DefinitionDocument.Write)).AppendLine();
        }

        return text.ToString();
    }

    private static string Of(long runId, Func<long, long> nameOf) => string.Create(CultureInfo.InvariantCulture, $"run {nameOf(runId)}");
}
