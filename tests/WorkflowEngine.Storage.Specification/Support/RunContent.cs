using WorkflowEngine.Runs;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Storage.Specification.Support;

/// <summary>A run as a value that can be compared: documents within it count by their content.</summary>
internal sealed record RunContent(WorkflowRun Run, string Event, string Inputs)
{
    private static readonly WorkflowEvent Blank = new() { Name = "" };

    public static RunContent Of(WorkflowRun run) => new(
        run with { Event = Blank, Inputs = null }, EventDocument.Write(run.Event), EventDocument.Write(Blank with { Payload = run.Inputs }));

    public static RunContent[] Of(IEnumerable<WorkflowRun> runs) => [.. runs.Select(Of)];
}
