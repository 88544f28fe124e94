using System.Text.Json;
using WorkflowEngine.Expressions;

namespace WorkflowEngine.Tests.Support;

/// <summary>A scope of given names and functions.</summary>
internal sealed class TestScope : IExpressionScope
{
    private readonly Dictionary<string, ExpressionValue> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<ExpressionValue>> _functions = new(StringComparer.Ordinal);

    private TestScope()
    {
    }

    public TestScope(JsonElement names)
    {
        foreach (var name in names.EnumerateObject())
        {
            _names[name.Name] = ExpressionValue.FromJson(name.Value);
        }
    }

    /// <summary>Whether names that are not known are null instead of an error.</summary>
    public bool IsLenient { get; private init; }

    public static TestScope Empty => new();

    public static TestScope Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        return new TestScope(document.RootElement.Clone());
    }

    public static ExpressionValue Value(string json)
    {
        using var document = JsonDocument.Parse(json);
        return ExpressionValue.FromJson(document.RootElement.Clone());
    }

    /// <summary>The names of a workflow: those of the engine, then its variables.</summary>
    public static TestScope OfWorkflow(JsonElement context)
    {
        var empty = ExpressionValue.Of(new Dictionary<string, ExpressionValue>());
        var scope = new TestScope();
        var variables = Get(context, "workflow", Get(context, "vars", empty));
        if (variables.TryGetMap(out var entries))
        {
            foreach (var (key, value) in entries)
            {
                scope._names[key] = value;
            }
        }

        scope._names["workflow"] = scope._names["vars"] = scope._names["variables"] = variables;
        scope._names["parameters"] = Get(context, "parameters", empty);
        scope._names["task"] = scope._names["tasks"] = Get(context, "task", empty);
        scope._names["config"] = Get(context, "config", ExpressionValue.Null);
        scope._names["keystore"] = Get(context, "keystore", ExpressionValue.Null);
        foreach (var name in (string[])["item", "index", "system"])
        {
            if (context.TryGetProperty(name, out var value))
            {
                scope._names[name] = ExpressionValue.FromJson(value);
            }
        }

        var status = context.TryGetProperty("outcome", out var outcome) ? outcome.GetProperty("status").GetString() : null;
        var result = status is null ? ExpressionValue.Null : ExpressionValue.FromJson(outcome.GetProperty("result"));
        return scope
            .With("succeeded", () => ExpressionValue.Of(status == "succeeded"))
            .With("failed", () => ExpressionValue.Of(status == "failed"))
            .With("timed_out", () => ExpressionValue.Of(status == "timed_out"))
            .With("result", () => result);
    }

    /// <summary>The names a rule sees, where whatever is not there is null.</summary>
    public static TestScope OfRule(JsonElement context)
    {
        var scope = new TestScope { IsLenient = true };
        scope._names["event"] = Map(
            ("payload", Get(context, "payload", ExpressionValue.Null)),
            ("id", Get(context, "event_id", ExpressionValue.Null)),
            ("trigger", Get(context, "trigger_ref", Get(context, "trigger", ExpressionValue.Null))),
            ("created", Get(context, "created", ExpressionValue.Null))).AsLenient();
        scope._names["pack"] = Map(("config", Get(context, "pack_config", ExpressionValue.Null))).AsLenient();
        scope._names["system"] = Get(context, "system", ExpressionValue.Null).AsLenient();
        return scope;
    }

    public TestScope With(string function, Func<ExpressionValue> body)
    {
        _functions[function] = body;
        return this;
    }

    public TestScope With(string name, ExpressionValue value)
    {
        _names[name] = value;
        return this;
    }

    public void MarkSecret(ReadOnlySpan<string> path) => _names[path[0]] = Marked(_names[path[0]], path[1..]);

    public bool TryGetName(string name, out ExpressionValue value)
    {
        if (_names.TryGetValue(name, out value))
        {
            return true;
        }

        value = ExpressionValue.Null.AsLenient();
        return IsLenient;
    }

    public bool TryCall(string function, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        value = ExpressionValue.Null;
        if (!_functions.TryGetValue(function, out var body))
        {
            return false;
        }

        value = body();
        return true;
    }

    private static ExpressionValue Marked(ExpressionValue value, ReadOnlySpan<string> path)
    {
        if (path.Length == 0)
        {
            return value.AsSecret();
        }

        value.TryGetMap(out var entries);
        var copy = new Dictionary<string, ExpressionValue>(entries!);
        copy[path[0]] = Marked(copy[path[0]], path[1..]);
        return ExpressionValue.Of(copy);
    }

    private static ExpressionValue Map(params ReadOnlySpan<(string Key, ExpressionValue Value)> entries)
    {
        var map = new Dictionary<string, ExpressionValue>();
        foreach (var (key, value) in entries)
        {
            map[key] = value;
        }

        return ExpressionValue.Of(map);
    }

    private static ExpressionValue Get(JsonElement context, string name, ExpressionValue otherwise) =>
        context.TryGetProperty(name, out var value) ? ExpressionValue.FromJson(value) : otherwise;
}
