using System.Globalization;
using System.Text;
using System.Text.Json;

namespace WorkflowEngine.Tests.Python;

/// <summary>Compares facts with those written down, and tells the first places where they differ.</summary>
internal static class FactComparison
{
    public static void Compare(JsonElement expected, object? actual, string path, List<string> differences)
    {
        if (differences.Count > 4)
        {
            return;
        }

        switch (expected.ValueKind)
        {
            case JsonValueKind.Object when actual is Dictionary<string, object?> fields:
                foreach (var property in expected.EnumerateObject())
                {
                    if (fields.TryGetValue(property.Name, out var value))
                    {
                        Compare(property.Value, value, $"{path}.{property.Name}", differences);
                    }
                    else
                    {
                        differences.Add($"{path}.{property.Name} is missing");
                    }
                }

                foreach (var extra in fields.Keys.Where(k => !expected.TryGetProperty(k, out _)))
                {
                    differences.Add($"{path}.{extra} is too much");
                }

                break;
            case JsonValueKind.Array when actual is object?[] items:
                if (items.Length != expected.GetArrayLength())
                {
                    differences.Add($"{path} has {items.Length} items instead of {expected.GetArrayLength()}");
                    break;
                }

                for (var i = 0; i < items.Length; i++)
                {
                    Compare(expected[i], items[i], $"{path}[{i}]", differences);
                }

                break;
            default:
                if (!IsSame(expected, actual))
                {
                    differences.Add($"{path} is {actual ?? "null"} instead of {expected.GetRawText()}");
                }

                break;
        }
    }

    private static bool IsSame(JsonElement expected, object? actual) => expected.ValueKind switch
    {
        JsonValueKind.Null => actual is null,
        JsonValueKind.True => actual is true,
        JsonValueKind.False => actual is false,
        JsonValueKind.Number => actual is int number && number == expected.GetInt32(),
        JsonValueKind.String => actual is string text && text == Unescape(expected.GetRawText()),
        _ => false,
    };

    // Python writes lone surrogates, which the reader of JSON refuses.
    private static string Unescape(string json)
    {
        if (!json.Contains('\\', StringComparison.Ordinal))
        {
            return json[1..^1];
        }

        var text = new StringBuilder(json.Length);
        for (var i = 1; i < json.Length - 1; i++)
        {
            if (json[i] != '\\')
            {
                text.Append(json[i]);
                continue;
            }

            i++;
            text.Append(json[i] switch
            {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                'b' => '\b',
                'f' => '\f',
                'u' => (char)int.Parse(json.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
                var other => other,
            });
            i += json[i] == 'u' ? 4 : 0;
        }

        return text.ToString();
    }
}
