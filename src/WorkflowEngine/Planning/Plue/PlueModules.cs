using WorkflowEngine.Diagnostics;
using WorkflowEngine.Parsing;
using WorkflowEngine.Python.Evaluation;

namespace WorkflowEngine.Planning.Plue;

/// <summary>The modules that workflow files import, and the names they have without importing them.</summary>
internal static class PlueModules
{
    private static readonly string[] Triggers =
        ["push", "pull_request", "issue", "issue_comment", "chat", "webhook", "schedule", "manual"];

    private static readonly string[] TypeNames = ["schema", "enum", "optional", "list"];

    private static readonly IReadOnlyDictionary<string, object> Tools = ToolValue.Names.ToDictionary(name => name, name => (object)new ToolValue(name));

    public static PythonModules For(PlueSession session)
    {
        var members = session.Members;
        var tools = new PythonModuleObject("plue.tools", Tools);
        var prompts = new PromptModule(session);
        return PythonModules.Standard
            .With("plue", new Dictionary<string, object>(members, StringComparer.Ordinal) { ["tools"] = tools, ["prompts"] = prompts })
            .With("plue.tools", _ => tools)
            .With("plue.prompts", _ => prompts)
            .With("datetime", _ => DatetimeModule.Make(() =>
            {
                session.Facts.Get(EventFacts.Time);
                return session.Facts.Event.At ?? DateTimeOffset.UnixEpoch;
            }))
            .WithOthers(name => name.StartsWith("plue.", StringComparison.Ordinal) ? null : new UnavailableModule(name));
    }

    /// <summary>What every file knows: the names of <c>plue</c>, less those that Python has itself.</summary>
    public static IEnumerable<KeyValuePair<string, object>> Globals(PlueSession session) => session.Members.Where(member => member.Key != "list");

    public static Dictionary<string, object> Members(PlueSession session)
    {
        var members = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["workflow"] = new BuiltinFunction("workflow", (_, arguments) => Decorate(session, arguments)),
            ["tool"] = new BuiltinFunction("tool", (_, arguments) =>
                arguments is { Count: 1, Keywords.Length: 0 } ? arguments[0] : new BuiltinFunction("tool", (_, inner) => inner.Take("tool", 1, 1)[0])),
            ["cache_key"] = new BuiltinFunction("cache_key", (vm, arguments) =>
                vm.Made(string.Join(':', arguments.Take("cache_key", 1, int.MaxValue).Positional.Select(part => Text.Str(vm, part))))),
            ["hash_files"] = new BuiltinFunction("hash_files", (_, arguments) =>
                new Placeholder($"hash_files:{PlaceholderText(arguments.Take("hash_files", 1, 1)[0], "hash_files")}")),
            ["Context"] = BuiltinTypes.Other("Context"),
        };
        foreach (var name in Triggers.Concat(TypeNames))
        {
            members[name] = new BuiltinFunction(name, (vm, arguments) =>
            {
                vm.Allocate(128);
                return new MarkedCall(name, arguments);
            });
        }

        return members;
    }

    /// <summary>A text that may stand inside a placeholder.</summary>
    public static string PlaceholderText(object value, string function)
    {
        var text = value as string ?? (value as JsonObject)?.StandsFor ?? throw PythonError.Type($"{function}() takes a string, not {Types.NameOf(value)}");
        return text.Contains("}}", StringComparison.Ordinal) || text.Contains("{{", StringComparison.Ordinal) || text.AsSpan().ContainsAny('\n', '\0')
            ? throw PythonError.Value($"{function}() takes a text without braces and line breaks")
            : text.Trim();
    }

    public static PythonStop Unknown(string code, string message, string name, IEnumerable<string> known) =>
        new(code, message, NearestName.Of(name, known) is { } near ? $"Did you mean '{near}'?" : null);

    private static object Decorate(PlueSession session, Arguments arguments)
    {
        if (arguments is { Count: 1, Keywords.Length: 0 } && arguments[0] is PythonFunction plain)
        {
            return plain;
        }

        return new BuiltinFunction("workflow", (_, inner) =>
        {
            var function = inner.Take("workflow", 1, 1)[0];
            if (function is PythonFunction decorated)
            {
                session.Decorated.TryAdd(decorated.Node, arguments);
            }

            return function;
        });
    }
}
