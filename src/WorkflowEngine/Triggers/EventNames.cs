using System.Text.Encodings.Web;
using System.Text.Json;

namespace WorkflowEngine.Triggers;

/// <summary>Names of events that mean something to the engine. Hosts raise events under any other name as well.</summary>
internal static class EventNames
{
    public const string Push = "push";
    public const string PullRequest = "pull_request";
    public const string PullRequestTarget = "pull_request_target";
    public const string Issue = "issue";
    public const string Chat = "chat";
    public const string Manual = "manual";
    public const string Schedule = "schedule";
    public const string JobCompleted = "job_completed";
    public const string RunCompleted = "run_completed";

    /// <summary>Whoever reads the list may put it into a page, but the text itself stays as it was written.</summary>
    private static readonly JsonWriterOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static bool IsKnown(string name) => name is
        Push or PullRequest or PullRequestTarget or Issue or Chat or Manual or Schedule or JobCompleted or RunCompleted;

    /// <summary>Writes names as a JSON array.</summary>
    public static string ToJson(IEnumerable<string> names)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, AsWritten))
        {
            writer.WriteStartArray();
            foreach (var name in names)
            {
                writer.WriteStringValue(name);
            }

            writer.WriteEndArray();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
