using System.Globalization;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>json.dumps.</summary>
internal sealed class JsonWriter
{
    private readonly Interpreter _vm;
    private readonly TextMaker _text;
    private readonly string? _indent;
    private readonly bool _sortKeys;
    private readonly bool _ascii;
    private readonly object? _default;
    private readonly string _itemSeparator;
    private readonly string _keySeparator = ": ";

    public JsonWriter(Interpreter vm, object?[] options)
    {
        (_vm, _text) = (vm, new TextMaker(vm));
        _indent = options[0] switch
        {
            null or PythonSingleton => null,
            string text => text,
            var count => new string(' ', (int)Math.Clamp(Values.Small(count), 0, 1000)),
        };
        _sortKeys = options[1] is { } sort && Operators.IsTrue(vm, sort);
        _itemSeparator = _indent is null ? ", " : ",";
        if (options[2] is PythonTuple { Items: [string item, string key] })
        {
            (_itemSeparator, _keySeparator) = (item, key);
        }

        _ascii = options[3] is not { } ascii || Operators.IsTrue(vm, ascii);
        _default = options[4] is null or PythonSingleton ? null : options[4];
    }

    public string Write(object value)
    {
        Value(value, 0);
        return _text.ToString();
    }

    private void Value(object given, int level)
    {
        Interpreter.EnsureStack();
        switch (EnumTypes.Plain(given) ?? given)
        {
            case string text:
                _text.Add(Quote(text));
                break;
            case bool b:
                _text.Add(b ? "true" : "false");
                break;
            case double d:
                _text.Add(double.IsNaN(d) ? "NaN" : double.IsInfinity(d) ? d > 0 ? "Infinity" : "-Infinity" : PythonNumber.Repr(d));
                break;
            case PythonList list:
                Items(list, list.Items, "[", "]", level, Value);
                break;
            case PythonTuple tuple:
                Items(tuple, tuple.Items, "[", "]", level, Value);
                break;
            case PythonDict dict:
                Items(dict, Entries(dict), "{", "}", level, (entry, inner) =>
                {
                    var (key, value) = (KeyValuePair<string, object>)entry;
                    _text.Add(Quote(key)).Add(_keySeparator);
                    Value(value, inner);
                });
                break;
            case var value when ReferenceEquals(value, Values.None):
                _text.Add("null");
                break;
            case var value when Values.TryInteger(value, out var integer):
                _text.Add(Text.Digits(_vm, integer));
                break;
            case var value when _default is not null:
                Value(_vm.Call(_default, value), level);
                break;
            case var value:
                throw PythonError.Type($"Object of type {Types.NameOf(value)} is not JSON serializable");
        }
    }

    private void Items(object owner, IReadOnlyList<object> items, string open, string close, int level, Action<object, int> write)
    {
        if (!_vm.BeingPrinted.Add(owner))
        {
            throw PythonError.Value("Circular reference detected");
        }

        try
        {
            _text.Add(open);
            for (var i = 0; i < items.Count; i++)
            {
                _text.Add(i == 0 ? "" : _itemSeparator);
                NewLine(level + 1);
                write(items[i], level + 1);
            }

            if (items.Count > 0)
            {
                NewLine(level);
            }

            _text.Add(close);
        }
        finally
        {
            _vm.BeingPrinted.Remove(owner);
        }
    }

    private List<object> Entries(PythonDict dict)
    {
        var entries = new List<object>();
        foreach (var (key, value) in dict.Entries())
        {
            entries.Add(new KeyValuePair<string, object>(Key(key), value));
        }

        if (_sortKeys)
        {
            entries.Sort((a, b) => CodePoints.CompareOrdinal(((KeyValuePair<string, object>)a).Key, ((KeyValuePair<string, object>)b).Key));
        }

        return entries;
    }

    private string Key(object key) => key switch
    {
        string text => text,
        bool b => b ? "true" : "false",
        double d => PythonNumber.Repr(d),
        _ when ReferenceEquals(key, Values.None) => "null",
        _ when Values.TryInteger(key, out var integer) => Text.Digits(_vm, integer),
        _ => throw PythonError.Type($"keys must be str, int, float, bool or None, not {Types.NameOf(key)}"),
    };

    private void NewLine(int level)
    {
        if (_indent is null)
        {
            return;
        }

        _text.Add("\n");
        for (var i = 0; i < level; i++)
        {
            _text.Add(_indent);
        }
    }

    private string Quote(string text)
    {
        _vm.Text(text.Length);
        var result = new System.Text.StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => result.Append("\\\""),
                '\\' => result.Append("\\\\"),
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                '\b' => result.Append("\\b"),
                '\f' => result.Append("\\f"),
                < ' ' => result.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                > '~' when _ascii => result.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => result.Append(c),
            };
        }

        return result.Append('"').ToString();
    }
}
