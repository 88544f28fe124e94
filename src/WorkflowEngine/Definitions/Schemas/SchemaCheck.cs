using System.Globalization;
using System.Text;
using System.Text.Json;
using WorkflowEngine.Expressions;

namespace WorkflowEngine.Definitions.Schemas;

/// <summary>One validation under way: where in the value it is, what it found, and what it may still cost.</summary>
internal sealed class SchemaCheck
{
    /// <summary>How many errors are collected at most; one more says that there are others.</summary>
    public const int MaxErrors = 100;

    /// <summary>How many schemas lie inside each other at most, references included.</summary>
    public const int MaxDepth = 200;

    /// <summary>How many values, characters and alternatives are looked at in all.</summary>
    public const long MaxSteps = 10_000_000;

    private const int LongestShown = 60;

    private readonly List<string> _path = [];
    private List<SchemaError> _errors = [];
    private long _stepsLeft = MaxSteps;
    private int _depth;
    private int _secrets;

    public IReadOnlyList<SchemaError> Errors => _errors;

    /// <summary>Why the validation was given up; null when it was not.</summary>
    public SchemaError? Abandoned { get; private set; }

    /// <summary>Checks a value, or a part of it, against a schema.</summary>
    public void Check(SchemaNode node, JsonElement value)
    {
        if (!Charge(1))
        {
            return;
        }

        if (_depth >= MaxDepth)
        {
            Abandon("The value and its schema are nested too deeply.");
            return;
        }

        _depth++;
        _secrets += node.IsSecret ? 1 : 0;
        foreach (var rule in node.Rules)
        {
            if (Abandoned is not null || _errors.Count > MaxErrors)
            {
                break;
            }

            rule(this, value);
        }

        _secrets -= node.IsSecret ? 1 : 0;
        _depth--;
    }

    /// <summary>Checks what lies below a name or an index of the value.</summary>
    public void CheckBelow(SchemaNode node, JsonElement value, string segment)
    {
        _path.Add(segment);
        Check(node, value);
        _path.RemoveAt(_path.Count - 1);
    }

    public void CheckBelow(SchemaNode node, JsonElement value, int index) =>
        CheckBelow(node, value, index.ToString(CultureInfo.InvariantCulture));

    /// <summary>What a schema finds wrong with the value, without holding it against the value yet.</summary>
    public IReadOnlyList<SchemaError> Try(SchemaNode node, JsonElement value)
    {
        var outer = _errors;
        _errors = [];
        Check(node, value);
        var found = _errors;
        _errors = outer;
        return found;
    }

    public void AddRange(IEnumerable<SchemaError> errors)
    {
        foreach (var error in errors.Take(MaxErrors + 1 - _errors.Count))
        {
            _errors.Add(error);
        }
    }

    public void Fail(string keyword, string message)
    {
        if (_errors.Count < MaxErrors)
        {
            _errors.Add(new(Pointer(), keyword, message));
        }
        else if (_errors.Count == MaxErrors)
        {
            _errors.Add(new("", "", "There are more errors, which are not listed."));
        }
    }

    public void Fail(string keyword, JsonElement value, string complaint) => Fail(keyword, $"{Shown(value)} {complaint}");

    /// <summary>Pays for work; false when there was too much of it.</summary>
    public bool Charge(long work)
    {
        _stepsLeft -= work;
        if (_stepsLeft < 0)
        {
            Abandon("The value takes too much work to check.");
        }

        return Abandoned is null;
    }

    /// <summary>A value as messages repeat it: short, and never one that is secret or may hold one.</summary>
    public string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "The object",
        JsonValueKind.Array => "The array",
        _ when _secrets > 0 => "The value",
        JsonValueKind.String => ShownText(value.GetString()!),
        _ => Shortened(value.GetRawText()),
    };

    public static string ShownText(string text) => JsonText.Of(ExpressionValue.Of(Shortened(text)), indented: false);

    private static string Shortened(string text) =>
        text.Length <= LongestShown ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[LongestShown - 1]) ? LongestShown - 1 : LongestShown), "...");

    private void Abandon(string message) => Abandoned ??= new(Pointer(), "", message);

    private string Pointer()
    {
        var pointer = new StringBuilder();
        foreach (var segment in _path)
        {
            pointer.Append('/').Append(segment.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
        }

        return pointer.ToString();
    }
}
