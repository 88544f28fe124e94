using System.Text.Json;
using WorkflowEngine.Python.Evaluation;

namespace WorkflowEngine.Planning.Plue;

/// <summary>The event that the run is planned for, <c>ctx.event</c>. What it does not have is None.</summary>
internal sealed class EventObject(EventFacts facts, string repository) : PythonObject
{
    private static readonly string[] Names =
    [
        "type", "name", "action", "ref", "ref_name", "branch", "tag", "sha", "before", "base_ref", "actor", "repository", "payload",
        "pull_request", "issue", "comment", "inputs", "changed_paths",
    ];

    private readonly Dictionary<string, object> _parts = new(StringComparer.Ordinal);

    public override string TypeName => "event";

    public override object? GetAttribute(Interpreter vm, string name)
    {
        vm.Step();
        switch (name)
        {
            case "type" or "action" or "ref" or "sha" or "before" or "base_ref" or "actor":
                return EventTexts.Of(facts.Get(name));
            case "name":
                return EventTexts.Of(facts.Get("type"));
            case "ref_name":
                facts.Get("ref");
                return EventTexts.Of(facts.Event.RefName);
            case "branch":
                return EventTexts.Of(Short("refs/heads/"));
            case "tag":
                return EventTexts.Of(Short("refs/tags/"));
            case "repository":
                return repository;
            case "changed_paths":
                facts.Get(EventFacts.ChangedPaths);
                return facts.Event.ChangedPaths is { } paths
                    ? new PythonList(paths.Select(EventTexts.Harmless))
                    : Values.None;
            case "payload" or "pull_request" or "issue" or "comment" or "inputs":
                if (!_parts.TryGetValue(name, out var part))
                {
                    _parts.Add(name, part = name == "payload" ? Document(vm) : Part(vm, name));
                }

                return part;
            default:
                return null;
        }
    }

    public override object? GetItem(Interpreter vm, object key) =>
        key is string name ? GetAttribute(vm, name) ?? throw PythonError.Key(key) : throw PythonError.Key(key);

    public override IEnumerator<object> Iterate(Interpreter vm) => ((IEnumerable<object>)Names).GetEnumerator();

    public override string Repr(Interpreter vm) => "<event>";

    private string? Short(string prefix)
    {
        var full = facts.Get("ref");
        return full is not null && full.StartsWith(prefix, StringComparison.Ordinal) ? full[prefix.Length..]
            : full is not null && prefix == "refs/heads/" && !full.StartsWith("refs/", StringComparison.Ordinal) ? full : null;
    }

    private object Document(Interpreter vm)
    {
        facts.Get(EventFacts.Payload);
        return facts.Event.Payload is { } payload ? EventTexts.Of(vm, payload) : Values.None;
    }

    private object Part(Interpreter vm, string name)
    {
        facts.Get(EventFacts.Payload);
        return facts.Event.Payload is { ValueKind: JsonValueKind.Object } payload && payload.TryGetProperty(name, out var part)
            ? EventTexts.Of(vm, part)
            : Values.None;
    }
}
