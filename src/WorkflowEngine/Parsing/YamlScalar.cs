using System.Globalization;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Parsing;

/// <summary>A scalar with its literal text; its meaning follows the core schema of YAML 1.2.</summary>
internal sealed class YamlScalar : YamlNode
{
    public YamlScalar(string text, bool isPlain, SourceSpan span)
        : base(span)
    {
        Text = text;
        IsPlain = isPlain;
        Cost = 1 + text.Length;
    }

    public string Text { get; }

    /// <summary>Whether it was written without quotes, so that it may be a number, a boolean or null.</summary>
    public bool IsPlain { get; }

    /// <summary>Where the text begins: after the quote; in a block, whose columns are not those of the file, where the block begins.</summary>
    public SourcePosition TextStart =>
        IsPlain || Span.Start.Line != Span.End.Line ? Span.Start : Span.Start with { Column = Span.Start.Column + 1 };

    public bool IsNull => IsPlain && Text is ("" or "~" or "null" or "Null" or "NULL");

    public override string Kind
    {
        get
        {
            if (IsNull)
            {
                return "nothing";
            }

            return TryBoolean(out _) ? "a boolean" : TryInteger(out _) ? "a number" : "text";
        }
    }

    public bool TryBoolean(out bool value)
    {
        value = Text is "true" or "True" or "TRUE";
        return IsPlain && (value || Text is "false" or "False" or "FALSE");
    }

    public bool TryInteger(out long value)
    {
        value = 0;
        if (!IsPlain || Text.Length == 0)
        {
            return false;
        }

        if (Text.StartsWith("0x", StringComparison.Ordinal))
        {
            return long.TryParse(Text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value) && value >= 0;
        }

        return Text.StartsWith("0o", StringComparison.Ordinal)
            ? TryOctal(Text.AsSpan(2), out value)
            : long.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    private static bool TryOctal(ReadOnlySpan<char> digits, out long value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (digit is < '0' or > '7' || value > long.MaxValue >> 3)
            {
                return false;
            }

            value = (value << 3) | (uint)(digit - '0');
        }

        return digits.Length > 0;
    }
}
