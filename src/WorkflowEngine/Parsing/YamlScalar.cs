using System.Globalization;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Parsing;

/// <summary>A scalar with its literal text; its meaning follows the core schema of YAML 1.2.</summary>
internal sealed class YamlScalar : YamlNode
{
    private readonly SourcePosition? _blockStart;

    /// <param name="text">The text, with escapes and folds undone.</param>
    /// <param name="isPlain">Whether it was written without quotes and not as a block.</param>
    /// <param name="span">Where it stands.</param>
    /// <param name="blockStart">Where the first character of a block stands.</param>
    public YamlScalar(string text, bool isPlain, SourceSpan span, SourcePosition? blockStart = null)
        : base(span)
    {
        Text = text;
        IsPlain = isPlain;
        _blockStart = blockStart;
        Cost = 1 + text.Length;
    }

    public string Text { get; }

    /// <summary>Whether it was written without quotes, so that it may be a number, a boolean or null.</summary>
    public bool IsPlain { get; }

    /// <summary>Where the text begins: after the quote, or at the first character of a block.</summary>
    public SourcePosition TextStart =>
        _blockStart ?? (IsPlain || Span.Start.Line != Span.End.Line ? Span.Start : Span.Start with { Column = Span.Start.Column + 1 });

    /// <summary>How many columns every line of a block is indented by; 0 for other scalars.</summary>
    public int Indentation => _blockStart is { } start ? start.Column - 1 : 0;

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
