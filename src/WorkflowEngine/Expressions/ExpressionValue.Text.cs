using System.Globalization;
using System.Text;
using System.Text.Json;

namespace WorkflowEngine.Expressions;

public readonly partial struct ExpressionValue
{
    /// <summary>Makes a value from JSON; the document must stay alive as long as the value is used.</summary>
    /// <param name="json">The JSON; a whole number that fits stays whole.</param>
    public static ExpressionValue FromJson(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True => Of(true),
        JsonValueKind.False => Of(false),
        JsonValueKind.Number => json.TryGetInt64(out var integer) ? Of(integer) : Of(json.GetDouble()),
        JsonValueKind.String => Of(ReadString(json)),
        JsonValueKind.Array => new(ExpressionValueKind.List, 0, new JsonList(json), ValueTraits.None),
        JsonValueKind.Object => new(ExpressionValueKind.Map, 0, new JsonMap(json), ValueTraits.None),
        _ => Null,
    };

    /// <summary>Writes the value as JSON of its own, secrets included.</summary>
    public JsonElement ToJson()
    {
        var text = new StringBuilder();
        JsonText.Write(text, this, indented: false);
        using var document = JsonDocument.Parse(text.ToString(), new JsonDocumentOptions { MaxDepth = JsonText.MaxDepth + 1 });
        return document.RootElement.Clone();
    }

    /// <summary>The value as it appears inside a text, secrets included: null is empty, lists and objects are compact JSON with sorted keys.</summary>
    public string ToText() => Kind switch
    {
        ExpressionValueKind.Null => "",
        ExpressionValueKind.Boolean => Boolean ? "true" : "false",
        ExpressionValueKind.WholeNumber => _bits.ToString(CultureInfo.InvariantCulture),
        ExpressionValueKind.Number => JsonText.Number(Double),
        ExpressionValueKind.Text => Text,
        _ => JsonText.Of(this, indented: false),
    };

    /// <summary>The value for a debugger or a message: as <see cref="ToText"/>, but <c>null</c> for null and <c>***</c> for a secret.</summary>
    public override string ToString() => IsSecret ? "***" : IsNull ? "null" : ToText();

    private static string ReadString(JsonElement json)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // An escape names half of a surrogate pair; JSON allows it, UTF-16 does not. The text is kept as written.
            return json.GetRawText()[1..^1];
        }
    }
}
