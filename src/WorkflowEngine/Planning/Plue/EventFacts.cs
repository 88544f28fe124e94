using System.Globalization;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Planning.Plue;

/// <summary>What a body may know of its event, and what of it the body has read: a plan holds for every event that agrees on that.</summary>
internal sealed class EventFacts
{
    public const string Time = "at";
    public const string Payload = "payload";
    public const string ChangedPaths = "changed_paths";

    private readonly Dictionary<string, string?> _read = new(StringComparer.Ordinal);

    public EventFacts(WorkflowEvent workflowEvent) => Event = workflowEvent;

    /// <summary>The event; may be replaced as long as nothing was read of it.</summary>
    public WorkflowEvent Event { get; set; }

    public IReadOnlyDictionary<string, string?> Read => _read;

    /// <summary>Reads a fact and notes that it was read.</summary>
    public string? Get(string name)
    {
        if (!_read.TryGetValue(name, out var value))
        {
            value = Of(Event, name);
            _read.Add(name, value);
        }

        return value;
    }

    /// <summary>A fact of an event as text; two events with the same text are the same to who reads only it.</summary>
    public static string? Of(WorkflowEvent workflowEvent, string name) => name switch
    {
        "type" => workflowEvent.Name,
        "action" => workflowEvent.Action,
        "ref" => workflowEvent.Ref,
        "sha" => workflowEvent.Sha,
        "before" => workflowEvent.Before,
        "base_ref" => workflowEvent.BaseRef,
        "actor" => workflowEvent.Actor,
        Payload => workflowEvent.Payload is { ValueKind: not System.Text.Json.JsonValueKind.Undefined } payload ? payload.GetRawText() : null,
        ChangedPaths => workflowEvent.ChangedPaths is { } paths ? string.Join('\n', paths) : null,
        Time => workflowEvent.At?.ToString("O", CultureInfo.InvariantCulture),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    /// <summary>Whether a plan that read some facts holds for an event.</summary>
    public static bool Agree(IReadOnlyDictionary<string, string?> read, WorkflowEvent workflowEvent)
    {
        foreach (var (name, value) in read)
        {
            if (!string.Equals(Of(workflowEvent, name), value, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
