using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Runs;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Cli.Output;

/// <summary>The JSON shapes that several commands share. Names and words are a promise to scripts.</summary>
internal static class JsonFields
{
    public static void WriteOptional(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is null)
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteString(name, value);
        }
    }

    public static void WriteOptional(this Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    public static void WriteStatus(this Utf8JsonWriter json, WorkflowStatus status, StatusReason? reason)
    {
        json.WriteString("status", status.ToText());
        if (reason is null)
        {
            json.WriteNull("reason");
            return;
        }

        json.WriteStartObject("reason");
        json.WriteString("code", reason.Code);
        json.WriteOptional("text", reason.Text);
        json.WriteEndObject();
    }

    public static void WriteTimes(this Utf8JsonWriter json, DateTimeOffset? started, DateTimeOffset? stopped)
    {
        json.WriteTime("startedAt", started);
        json.WriteTime("stoppedAt", stopped);
        if (started is { } from && stopped is { } to)
        {
            json.WriteNumber("durationSeconds", Math.Round((to - from).TotalSeconds, 3));
        }
        else
        {
            json.WriteNull("durationSeconds");
        }
    }

    public static void WriteTime(this Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } value)
        {
            json.WriteString(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    public static void WriteRun(this Utf8JsonWriter json, WorkflowRun run)
    {
        json.WriteNumber("id", run.Id);
        json.WriteNumber("number", run.Number);
        json.WriteString("title", run.Title);
        json.WriteString("workflow", run.Workflow);
        json.WriteString("scope", run.Scope.Name);
        json.WriteStatus(run.Status, run.Reason);
        json.WriteStartObject("event");
        json.WriteEvent(run.Event);
        json.WriteEndObject();
        json.WriteTime("createdAt", run.CreatedAt);
        json.WriteTimes(run.StartedAt, run.StoppedAt);
        if (run.RerunOf is { } rerunOf)
        {
            json.WriteNumber("rerunOf", rerunOf);
        }
        else
        {
            json.WriteNull("rerunOf");
        }
    }

    public static void WriteEvent(this Utf8JsonWriter json, WorkflowEvent workflowEvent)
    {
        json.WriteString("name", workflowEvent.Name);
        json.WriteOptional("action", workflowEvent.Action);
        json.WriteOptional("ref", workflowEvent.Ref);
        json.WriteOptional("sha", workflowEvent.Sha);
        json.WriteOptional("actor", workflowEvent.Actor);
    }

    public static void WriteDiagnostics(this Utf8JsonWriter json, IEnumerable<Diagnostic> diagnostics)
    {
        json.WriteStartArray("diagnostics");
        foreach (var diagnostic in diagnostics)
        {
            json.WriteStartObject();
            json.WriteString("code", diagnostic.Code);
            json.WriteString("severity", diagnostic.Severity == DiagnosticSeverity.Information ? "info" : Lower(diagnostic.Severity));
            json.WriteString("message", diagnostic.Message);
            json.WriteOptional("file", diagnostic.File);
            json.WriteNumber("line", diagnostic.Span.Start.Line);
            json.WriteNumber("column", diagnostic.Span.Start.Column);
            json.WriteOptional("hint", diagnostic.Hint);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteTexts(this Utf8JsonWriter json, string name, IReadOnlyList<string>? texts)
    {
        if (texts is null)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    public static void WriteTrigger(this Utf8JsonWriter json, TriggerDefinition trigger)
    {
        json.WriteStartObject();
        json.WriteString("event", trigger.Event);
        json.WriteOptional("cron", trigger.Cron);
        json.WriteTexts("branches", trigger.Filter.Branches);
        json.WriteTexts("branchesIgnore", trigger.Filter.BranchesIgnore);
        json.WriteTexts("tags", trigger.Filter.Tags);
        json.WriteTexts("tagsIgnore", trigger.Filter.TagsIgnore);
        json.WriteTexts("paths", trigger.Filter.Paths);
        json.WriteTexts("pathsIgnore", trigger.Filter.PathsIgnore);
        json.WriteTexts("types", trigger.Filter.Types);
        json.WriteOptional("contains", trigger.Filter.Contains);
        json.WriteEndObject();
    }

    private static string Lower(DiagnosticSeverity severity) => severity == DiagnosticSeverity.Error ? "error" : "warning";
}
