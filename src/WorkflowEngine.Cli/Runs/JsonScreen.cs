using System.Text.Json;
using WorkflowEngine.Cli.Output;
using WorkflowEngine.Cli.Repositories;
using WorkflowEngine.Parsing;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Cli.Runs;

/// <summary>Shows a <c>wf run</c> to programs: one JSON object a line, the last one the summary.</summary>
internal sealed class JsonScreen(TextWriter output) : IRunScreen
{
    private readonly TextWriter _output = TextWriter.Synchronized(output);

    public void ShowStart(WorkTree tree, WorkflowEvent occurrence, WorkflowParseResult found) => Write("start", json =>
    {
        json.WriteString("folder", tree.Folder);
        json.WriteBoolean("temporaryRepository", tree.IsSnapshot);
        json.WriteStartObject("event");
        json.WriteEvent(occurrence);
        json.WriteEndObject();
        json.WriteDiagnostics(found.Diagnostics);
    });

    public void ShowMatches(IReadOnlyList<TriggerMatch> matches, WorkflowEvent occurrence)
    {
        foreach (var match in matches)
        {
            Write("match", json =>
            {
                json.WriteString("workflow", match.Workflow.Ref);
                json.WriteString("name", match.Workflow.DisplayName);
                json.WriteBoolean("starts", match.IsMatch);
                json.WriteString("reason", match.Reason);
            });
        }
    }

    public async Task ShowRunsAsync(IReadOnlyList<RunView> runs, Func<IRunReport, Task> follow)
    {
        foreach (var run in runs)
        {
            Write("created", json => json.WriteRun(run.Run));
        }

        await follow(new JsonReport(_output)).ConfigureAwait(false);
    }

    public void Say(string text) => Write("message", json => json.WriteString("text", text));

    public void ShowEnd(IReadOnlyList<RunView> runs, TimeSpan took, int exitCode) => new JsonReport(_output).WriteSummary(runs, exitCode);

    private void Write(string type, Action<Utf8JsonWriter> write) => JsonOutput.WriteLine(_output, json =>
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        write(json);
        json.WriteEndObject();
    });
}
