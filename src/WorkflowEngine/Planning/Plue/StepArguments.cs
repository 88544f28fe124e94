using System.Globalization;
using WorkflowEngine.Parsing;
using WorkflowEngine.Python.Evaluation;

namespace WorkflowEngine.Planning.Plue;

/// <summary>Reads the arguments that calls which plan steps have in common.</summary>
internal static class StepArguments
{
    public static IReadOnlyList<string>? Dependencies(Interpreter vm, PlueSession session, object value)
    {
        if (ReferenceEquals(value, Values.None))
        {
            return null;
        }

        var items = value is PythonList or PythonTuple ? Iteration.ToList(vm, value) : [value];
        var ids = new List<string>(items.Count);
        foreach (var item in items)
        {
            ids.Add(item switch
            {
                StepProxy step => step.Step.Id,
                string name => session.Steps.LastOrDefault(step => step.Id == name || step.Label == name)?.Id ?? name,
                GroupProxy { Steps: [.., var last] } => last.Id,
                _ => throw PythonError.Type($"depends_on takes steps or their names, not {Types.NameOf(item)}"),
            });
        }

        return ids;
    }

    /// <summary>Variables; numbers and truth values keep the text Python prints for them.</summary>
    public static IReadOnlyDictionary<string, string> Env(Interpreter vm, object value)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        if (ReferenceEquals(value, Values.None))
        {
            return map;
        }

        var dict = value as PythonDict ?? (value as JsonObject)?.Entries(vm)
            ?? throw PythonError.Type($"env takes a dictionary, not {Types.NameOf(value)}");
        foreach (var (key, item) in dict.Entries())
        {
            var name = key as string ?? throw PythonError.Type("the names of env are strings");
            map[name] = item switch
            {
                string text => text,
                long or bool or double => Text.Str(vm, item),
                PythonObject { StandsFor: { } text } => text,
                _ => throw PythonError.Type($"env['{name}'] must be a string, not {Types.NameOf(item)}"),
            };
        }

        return map;
    }

    /// <summary>A time span, or null when the value is not one.</summary>
    public static TimeSpan? Duration(object value)
    {
        var text = value switch
        {
            long seconds => seconds.ToString(CultureInfo.InvariantCulture),
            string written => written,
            double seconds when seconds is > 0 and < 1e9 => string.Create(CultureInfo.InvariantCulture, $"{(long)(seconds * 1000)}ms"),
            _ => null,
        };
        return text is not null && DurationText.TryParse(text, 1, out var duration) && duration > TimeSpan.Zero ? duration : null;
    }

    /// <summary>A command: text, or a list of words that are quoted where the shell needs it.</summary>
    public static string Command(Interpreter vm, object value)
    {
        if ((value as string ?? (value as PythonObject)?.StandsFor) is { } text)
        {
            return text;
        }

        if (value is not (PythonList or PythonTuple))
        {
            throw PythonError.Type($"cmd must be a string or a list of strings, not {Types.NameOf(value)}");
        }

        var words = new List<string>();
        foreach (var item in Iteration.ToList(vm, value))
        {
            words.Add(item switch
            {
                string word => Quoted(word),
                PythonObject { StandsFor: { } placeholder } => placeholder,
                long or double => Text.Str(vm, item),
                _ => throw PythonError.Type($"a word of cmd must be a string, not {Types.NameOf(item)}"),
            });
        }

        return vm.Made(string.Join(' ', words));
    }

    /// <summary>A word as the shell takes it, whatever is in it.</summary>
    public static string Quoted(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "@%+=:,./-_".Contains(c, StringComparison.Ordinal))
            ? word
            : "'" + word.Replace("'", "'\"'\"'", StringComparison.Ordinal) + "'";
}
