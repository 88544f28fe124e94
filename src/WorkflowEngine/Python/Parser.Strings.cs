using System.Collections.Immutable;
using System.Text;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python;

internal sealed partial class Parser
{
    // Literals that follow each other are one: all text, all bytes, or an f-string when any of them is.
    private PythonExpression ParseStrings()
    {
        var first = _index;
        var count = 0;
        var (anyBytes, anyText, anyFormatted) = (false, false, false);
        for (var i = _index; ; count++)
        {
            if (_tokens[i].Kind == TokenKind.String)
            {
                var isBytes = IsBytes(i++);
                anyBytes |= isBytes;
                anyText |= !isBytes;
            }
            else if (_tokens[i].Kind == TokenKind.FStringStart)
            {
                (anyFormatted, anyText) = (true, true);
                i = EndOfFString(i);
            }
            else
            {
                break;
            }
        }

        if (anyBytes && anyText)
        {
            FailHere("cannot mix bytes and nonbytes literals");
            return _missing;
        }

        if (anyFormatted)
        {
            return ParseFormattedStrings(first);
        }

        if (anyBytes)
        {
            return ParseBytes(first);
        }

        return count == 1 ? ParseText(Advance()) : ParseConcatenatedText(first);
    }

    private int EndOfFString(int token)
    {
        for (var level = 0; token < _last; token++)
        {
            if (_tokens[token].Kind == TokenKind.FStringStart)
            {
                level++;
            }
            else if (_tokens[token].Kind == TokenKind.FStringEnd && --level == 0)
            {
                return token + 1;
            }
        }

        return token;
    }

    private bool IsBytes(int token)
    {
        var text = TextOf(token);
        return text[0] is 'b' or 'B' || (text[0] is not ('"' or '\'') && text[1] is 'b' or 'B');
    }

    // The inside of a literal, and whether backslashes stand for themselves.
    private void Locate(int token, out int start, out int length, out bool isRaw)
    {
        var text = TextOf(token);
        var quote = text.IndexOfAny('"', '\'');
        isRaw = text[..quote].IndexOfAny('r', 'R') >= 0;
        var size = text.Length >= quote + 6 && text[quote + 1] == text[quote] && text[quote + 2] == text[quote] ? 3 : 1;
        start = _tokens[token].Start + quote + size;
        length = text.Length - quote - (2 * size);
    }

    private StringLiteral ParseText(int token)
    {
        Locate(token, out var start, out var length, out var isRaw);
        var inside = _text.AsSpan(start, length);
        if (isRaw || !inside.Contains('\\'))
        {
            return new StringLiteral(_text, start, length, SpanOf(token));
        }

        var value = new StringBuilder(length);
        Decode(inside, value, token);
        return new StringLiteral(value.ToString(), SpanOf(token));
    }

    private void AppendText(int token, StringBuilder value)
    {
        Locate(token, out var start, out var length, out var isRaw);
        AppendText(_text.AsSpan(start, length), isRaw, value, token);
    }

    private void AppendText(ReadOnlySpan<char> inside, bool isRaw, StringBuilder value, int token)
    {
        if (isRaw)
        {
            value.Append(inside);
        }
        else
        {
            Decode(inside, value, token);
        }
    }

    private void Decode(ReadOnlySpan<char> inside, StringBuilder value, int token)
    {
        if (StringEscapes.Decode(inside, value) is { } error)
        {
            FailAt(SpanOf(token), $"(unicode error) 'unicodeescape' codec can't decode bytes: {error}");
        }
    }

    private StringLiteral ParseConcatenatedText(int first)
    {
        var value = new StringBuilder();
        while (Kind == TokenKind.String)
        {
            AppendText(Advance(), value);
        }

        return new StringLiteral(value.ToString(), SpanFrom(first));
    }

    private BytesLiteral ParseBytes(int first)
    {
        var bytes = ImmutableArray.CreateBuilder<byte>();
        while (Kind == TokenKind.String)
        {
            var token = _index;
            Locate(token, out var start, out var length, out var isRaw);
            if (StringEscapes.DecodeBytes(_text.AsSpan(start, length), isRaw, bytes) is { } error)
            {
                FailAt(SpanOf(token), error);
            }

            Advance();
        }

        return new BytesLiteral(bytes.DrainToImmutable(), SpanFrom(first));
    }

    private FormattedString ParseFormattedStrings(int first)
    {
        var mark = _scratch.Count;
        while (Kind is TokenKind.String or TokenKind.FStringStart)
        {
            if (Kind == TokenKind.String)
            {
                _scratch.Add(ParseText(_index));
                Advance();
            }
            else
            {
                var isRaw = TextOf(Advance()).IndexOfAny('r', 'R') >= 0;
                ParseFormattedParts(isRaw, TokenKind.FStringEnd);
                Expect(TokenKind.FStringEnd);
            }
        }

        return new FormattedString(Take<PythonExpression>(mark), SpanFrom(first));
    }

    // Pushes the text and the fields up to the end of the string, or of the format of a field.
    private void ParseFormattedParts(bool isRaw, TokenKind end)
    {
        while (Kind != end && !_failed)
        {
            if (Kind == TokenKind.FStringMiddle)
            {
                PushMiddle(isRaw);
            }
            else if (Kind == TokenKind.LeftBrace)
            {
                _scratch.Add(ParseReplacementField(isRaw));
            }
            else
            {
                FailHere(end == TokenKind.RightBrace ? "f-string: expecting '}', or format specs" : "invalid syntax");
            }
        }
    }

    private void PushMiddle(bool isRaw)
    {
        var at = _index;
        var inside = TextOf(at);
        if (inside.IsEmpty)
        {
            Advance();
            return;
        }

        var value = new StringBuilder(inside.Length);
        AppendText(inside, isRaw, value, at);
        if (!_failed)
        {
            Advance();
            _scratch.Add(new StringLiteral(value.ToString(), SpanOf(at)));
        }
    }

    private ReplacementField ParseReplacementField(bool isRaw)
    {
        var first = Advance();
        if (Kind is TokenKind.RightBrace or TokenKind.Assign or TokenKind.Exclamation or TokenKind.Colon)
        {
            FailHere($"f-string: valid expression required before '{TextOf(_index)}'");
        }

        var value = ParseYieldOrStarExpressions();
        string? debugText = null;
        if (Accept(TokenKind.Assign))
        {
            var start = _tokens[first].End;
            debugText = _text[start.._tokens[_index].Start];
        }

        var conversion = Kind == TokenKind.Exclamation ? ParseConversion() : '\0';
        FormattedString? format = null;
        if (Kind == TokenKind.Colon)
        {
            format = ParseFormat(isRaw);
        }

        Expect(TokenKind.RightBrace, "f-string: expecting '}'");
        return new ReplacementField(value, conversion, format, debugText, SpanFrom(first));
    }

    private char ParseConversion()
    {
        var mark = _tokens[Advance()];
        if (Kind is TokenKind.Colon or TokenKind.RightBrace)
        {
            FailHere("f-string: missing conversion character");
        }
        else if (Kind == TokenKind.Name && _tokens[_index].Start != mark.End)
        {
            FailHere("f-string: conversion type must come right after the exclamation mark");
        }

        var name = ReadName();
        if (name is not ("s" or "r" or "a"))
        {
            FailAt(SpanOf(_index), $"f-string: invalid conversion character '{name}': expected 's', 'r', or 'a'");
            return '\0';
        }

        return name[0];
    }

    private FormattedString ParseFormat(bool isRaw)
    {
        Advance();
        var first = _index;
        var mark = _scratch.Count;
        ParseFormattedParts(isRaw, TokenKind.RightBrace);
        return new FormattedString(Take<PythonExpression>(mark), SpanFrom(first));
    }
}
