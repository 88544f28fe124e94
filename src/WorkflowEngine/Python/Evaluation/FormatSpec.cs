using System.Globalization;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>A format such as "&gt;+10,.2f", read.</summary>
internal sealed record FormatSpec
{
    public string Fill { get; init; } = " ";

    public char Align { get; init; }

    public char Sign { get; init; } = '-';

    public bool IsAlternate { get; init; }

    public bool IsZeroPadded { get; init; }

    public bool HasNoNegativeZero { get; init; }

    public int Width { get; init; }

    public char Grouping { get; init; }

    public int Precision { get; init; } = -1;

    public char Type { get; init; }

    public static FormatSpec Parse(string text, string typeName)
    {
        var spec = new FormatSpec();
        var at = 0;
        var fillLength = text.Length > 1 && char.IsSurrogatePair(text, 0) ? 2 : 1;
        if (text.Length > fillLength && "<>=^".Contains(text[fillLength]))
        {
            spec = spec with { Fill = text[..fillLength], Align = text[fillLength] };
            at = fillLength + 1;
        }
        else if (text.Length > 0 && "<>=^".Contains(text[0]))
        {
            spec = spec with { Align = text[0] };
            at = 1;
        }

        bool Take(Func<char, bool> fits) => at < text.Length && fits(text[at]);
        if (Take(c => c is '+' or '-' or ' '))
        {
            spec = spec with { Sign = text[at++] };
        }

        if (Take(c => c == 'z'))
        {
            spec = spec with { HasNoNegativeZero = true };
            at++;
        }

        if (Take(c => c == '#'))
        {
            spec = spec with { IsAlternate = true };
            at++;
        }

        if (Take(c => c == '0'))
        {
            spec = spec.Align == '\0' ? spec with { IsZeroPadded = true, Fill = "0" } : spec;
            at++;
        }

        spec = spec with { Width = Number(text, ref at, 0) };
        if (Take(c => c is ',' or '_'))
        {
            spec = spec with { Grouping = text[at++] };
            if (Take(c => c is ',' or '_'))
            {
                throw PythonError.Value(text[at] == spec.Grouping ? $"Cannot specify '{text[at]}' with '{text[at]}'." : "Cannot specify both ',' and '_'.");
            }
        }

        if (Take(c => c == '.'))
        {
            at++;
            var digits = Number(text, ref at, -1);
            spec = spec with { Precision = digits >= 0 ? digits : throw PythonError.Value("Format specifier missing precision") };
        }

        if (text.Length - at > 1)
        {
            throw PythonError.Value($"Invalid format specifier '{text}' for object of type '{typeName}'");
        }

        return at < text.Length ? spec with { Type = text[at] } : spec;
    }

    private static int Number(string text, ref int at, int otherwise)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        if (at == start)
        {
            return otherwise;
        }

        return int.TryParse(text.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw PythonError.Value("Too many decimal digits in format string");
    }
}
