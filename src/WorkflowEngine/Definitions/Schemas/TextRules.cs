using System.Text.Json;
using System.Text.RegularExpressions;
using WorkflowEngine.Expressions;

namespace WorkflowEngine.Definitions.Schemas;

/// <summary>The keywords about texts. Lengths count characters, not UTF-16 units.</summary>
internal static class TextRules
{
    public static SchemaRule MinLength(long limit) => Length("minLength", length => length >= limit, $"is shorter than {Counted(limit, "character")}");

    public static SchemaRule MaxLength(long limit) => Length("maxLength", length => length <= limit, $"is longer than {Counted(limit, "character")}");

    /// <summary>The pattern may match anywhere in the text, as in every dialect of the standard.</summary>
    public static SchemaRule Pattern(Regex pattern) => (check, value) =>
    {
        if (value.ValueKind == JsonValueKind.String && value.GetString() is var text && check.Charge(text!.Length) && !pattern.IsMatch(text))
        {
            check.Fail("pattern", value, $"does not match {SchemaCheck.ShownText(pattern.ToString())}");
        }
    };

    public static string Counted(long count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    private static SchemaRule Length(string keyword, Func<long, bool> keeps, string complaint) => (check, value) =>
    {
        if (value.ValueKind == JsonValueKind.String && value.GetString() is var text && check.Charge(text!.Length / 16) && !keeps(CodePoints.Count(text)))
        {
            check.Fail(keyword, value, complaint);
        }
    };
}
