using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Parsing;

/// <summary>The known keys of a mapping, read by type. A value of the wrong type is a finding and counts as absent.</summary>
internal sealed class YamlFields
{
    private readonly Dictionary<string, (YamlScalar Key, YamlNode Value)> _fields = new(StringComparer.Ordinal);
    private readonly Findings _findings;

    public YamlFields(YamlMapping mapping, YamlKeys keys, Findings findings)
    {
        _findings = findings;
        foreach (var (key, value) in mapping.Entries)
        {
            if (keys.Find(key.Text) is not { } field)
            {
                ReportUnknown(key, keys);
            }
            else if (!_fields.TryAdd(field, (key, value)))
            {
                var first = _fields[field].Key.Text;
                findings.Error(
                    YamlCodes.ConflictingKeys, $"{Quoted.Text(first)} and {Quoted.Text(key.Text)} mean the same.", key.Span, "Keep one of them.");
            }
        }
    }

    /// <summary>The place of a field, or of one of its items; the fallback when the field was not given.</summary>
    public SourceSpan SpanOf(string field, SourceSpan fallback, int index = -1)
    {
        if (!_fields.TryGetValue(field, out var entry))
        {
            return fallback;
        }

        if (index >= 0 && entry.Value is YamlSequence sequence && index < sequence.Items.Count)
        {
            return sequence.Items[index].Span;
        }

        return entry.Value is YamlScalar { IsNull: true } ? entry.Key.Span : entry.Value.Span;
    }

    /// <summary>Whether the key is there, with or without a value.</summary>
    public bool Has(string field) => _fields.ContainsKey(field);

    public SourceSpan KeySpan(string field) => _fields[field].Key.Span;

    /// <summary>The key as the author wrote it.</summary>
    public string Written(string field) => _fields.TryGetValue(field, out var entry) ? entry.Key.Text : field;

    /// <summary>The value of a key; false when it is absent or null.</summary>
    public bool TryGet(string field, [NotNullWhen(true)] out YamlNode? value)
    {
        value = _fields.TryGetValue(field, out var entry) && entry.Value is not YamlScalar { IsNull: true } ? entry.Value : null;
        return value is not null;
    }

    public string? Text(string field) => TryGetScalar(field, "text", out var scalar) ? scalar.Text : null;

    public YamlMapping? Mapping(string field)
    {
        if (!TryGet(field, out var value))
        {
            return null;
        }

        if (value is not YamlMapping mapping)
        {
            WrongType(field, "a mapping", value);
            return null;
        }

        return mapping;
    }

    public bool Boolean(string field)
    {
        if (!TryGetScalar(field, "true or false", out var scalar))
        {
            return false;
        }

        if (!scalar.TryBoolean(out var value))
        {
            InvalidValue(field, scalar, "true or false, without quotes");
        }

        return value;
    }

    public int? Integer(string field)
    {
        if (!TryGetScalar(field, "a whole number", out var scalar))
        {
            return null;
        }

        if (scalar.TryInteger(out var value) && value is >= int.MinValue and <= int.MaxValue)
        {
            return (int)value;
        }

        InvalidValue(field, scalar, "a whole number");
        return null;
    }

    public double? Number(string field)
    {
        if (!TryGetScalar(field, "a number", out var scalar))
        {
            return null;
        }

        if (scalar.IsPlain && double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value))
        {
            return value;
        }

        InvalidValue(field, scalar, "a number");
        return null;
    }

    /// <summary>A duration; a bare number counts seconds, or minutes under a key that says so.</summary>
    public TimeSpan? Duration(string field)
    {
        if (!TryGetScalar(field, "a duration", out var scalar))
        {
            return null;
        }

        var unit = Written(field).EndsWith("minutes", StringComparison.Ordinal) ? 60 : 1;
        if (DurationText.TryParse(scalar.Text, unit, out var duration))
        {
            return duration;
        }

        InvalidValue(field, scalar, unit == 1 ? "seconds, or a duration such as 90s, 5m or 1h30m" : "minutes, or a duration such as 90s, 5m or 1h30m");
        return null;
    }

    /// <summary>A list of text; a scalar is a list of one. Null when absent or null.</summary>
    public IReadOnlyList<string>? Texts(string field)
    {
        if (!TryGet(field, out var value))
        {
            return null;
        }

        switch (value)
        {
            case YamlScalar scalar:
                return [scalar.Text];
            case YamlSequence sequence:
                var texts = new List<string>(sequence.Items.Count);
                foreach (var item in sequence.Items)
                {
                    // Items keep their index even when they are wrong, so that later findings about them find their place.
                    texts.Add(TextOfItem(field, item));
                }

                return texts;
            default:
                WrongType(field, "text or a list of text", value);
                return null;
        }
    }

    /// <summary>Names with text values, as written: <c>08</c> stays <c>08</c>, null is empty.</summary>
    public IReadOnlyDictionary<string, string> Strings(string field, bool nestedAsJson = false)
    {
        if (Mapping(field) is not { Entries.Count: > 0 } mapping)
        {
            return EmptyMap.Strings;
        }

        var strings = new Dictionary<string, string>(mapping.Entries.Count, StringComparer.Ordinal);
        foreach (var (key, value) in mapping.Entries)
        {
            if (value is YamlScalar scalar)
            {
                strings.Add(key.Text, scalar.IsNull ? "" : scalar.Text);
            }
            else if (nestedAsJson)
            {
                strings.Add(key.Text, YamlJson.Write(value));
            }
            else
            {
                _findings.Error(YamlCodes.WrongType, $"{Quoted.Text(key.Text)} in '{Written(field)}' must be text, not {value.Kind}.", value.Span);
            }
        }

        return strings;
    }

    public void WrongType(string field, string expected, YamlNode value) =>
        _findings.Error(YamlCodes.WrongType, $"'{Written(field)}' must be {expected}, not {value.Kind}.", value.Span);

    public void InvalidValue(string field, YamlScalar value, string expected, string? hint = null) =>
        _findings.Error(YamlCodes.InvalidValue, $"'{Written(field)}' must be {expected}, not {Quoted.Text(value.Text)}.", value.Span, hint);

    /// <summary>One of a few words; null, with a finding, when it is another.</summary>
    public T? Word<T>(string field, IReadOnlyList<(string Word, T Value)> words)
        where T : struct
    {
        if (!TryGetScalar(field, "text", out var scalar))
        {
            return null;
        }

        foreach (var (word, value) in words)
        {
            if (word == scalar.Text)
            {
                return value;
            }
        }

        var names = words.Select(pair => pair.Word).ToList();
        InvalidValue(field, scalar, Quoted.List(names, "or"), NearestName.Hint(scalar.Text, names));
        return null;
    }

    public bool TryGetScalar(string field, string expected, [NotNullWhen(true)] out YamlScalar? scalar)
    {
        scalar = null;
        if (!TryGet(field, out var value))
        {
            return false;
        }

        scalar = value as YamlScalar;
        if (scalar is null)
        {
            WrongType(field, expected, value);
        }

        return scalar is not null;
    }

    private string TextOfItem(string field, YamlNode item)
    {
        if (item is YamlScalar { IsNull: false } scalar)
        {
            return scalar.Text;
        }

        _findings.Error(YamlCodes.WrongType, $"An item of '{Written(field)}' must be text, not {item.Kind}.", item.Span);
        return "";
    }

    private void ReportUnknown(YamlScalar key, YamlKeys keys)
    {
        var name = Quoted.Text(key.Text);
        if (keys.AllowsExtensions && key.Text.StartsWith("x-", StringComparison.Ordinal))
        {
            return;
        }

        if (keys.IsRefused(key.Text))
        {
            _findings.Error(YamlCodes.NotSupported, $"{keys.Place} cannot have {name} yet.", key.Span);
        }
        else if (keys.IsNotSupported(key.Text))
        {
            _findings.Warning(YamlCodes.NotSupported, $"{name} is not supported yet and has no effect.", key.Span);
        }
        else
        {
            _findings.Warning(YamlCodes.UnknownKey, $"{keys.Place} has no key {name}.", key.Span, NearestName.Hint(key.Text, keys.Names));
        }
    }
}
