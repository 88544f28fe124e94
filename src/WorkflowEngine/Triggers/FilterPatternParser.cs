using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace WorkflowEngine.Triggers;

/// <summary>Reads the text of one pattern.</summary>
internal ref struct FilterPatternParser
{
    private readonly string _text;
    private readonly List<PatternState> _states = [];
    private int _position;
    private string? _error;

    private FilterPatternParser(string text)
    {
        _text = text;
        _position = text.StartsWith('!') ? 1 : 0;
    }

    public static bool TryParse(string text, [NotNullWhen(true)] out FilterPattern? pattern, [NotNullWhen(false)] out string? error)
    {
        var parser = new FilterPatternParser(text);
        pattern = parser.Parse();
        error = parser._error;
        return pattern is not null;
    }

    private FilterPattern? Parse()
    {
        if (_text.Length > FilterPattern.MaxLength)
        {
            _error = $"a pattern has at most {FilterPattern.MaxLength} characters";
            return null;
        }

        if (_position == _text.Length)
        {
            _error = "the pattern is empty";
            return null;
        }

        while (_position < _text.Length && _error is null)
        {
            ReadNext();
        }

        return _error is null ? Build() : null;
    }

    private void ReadNext()
    {
        switch (_text[_position])
        {
            case '*':
                ReadStars();
                break;
            case '[':
                _position++;
                ReadSet();
                break;
            case '\\':
                _position++;
                ReadEscaped();
                break;
            case '?' or '+' when _states.Count > 0:
                Quantify(_text[_position++]);
                break;
            default:
                _states.Add(new(PatternStateKind.Character, TakeRune()));
                break;
        }
    }

    private void ReadStars()
    {
        var rest = _text.AsSpan(_position);
        if (rest.StartsWith("**/"))
        {
            _states.Add(new(PatternStateKind.FoldersStart));
            _states.Add(new(PatternStateKind.FoldersRest));
            _position += 3;
        }
        else if (rest.StartsWith("**"))
        {
            _states.Add(new(PatternStateKind.GlobStar));
            _position += 2;
        }
        else
        {
            _states.Add(new(PatternStateKind.Star));
            _position++;
        }
    }

    private void ReadEscaped()
    {
        if (_position == _text.Length)
        {
            _error = "a character is missing after the last \\";
            return;
        }

        _states.Add(new(PatternStateKind.Character, TakeRune()));
    }

    /// <summary>A wildcard already stands for any number of characters, so a quantifier changes nothing there.</summary>
    private readonly void Quantify(char quantifier)
    {
        var last = _states[^1];
        if (last.IsCharacter)
        {
            _states[^1] = quantifier == '?' ? last with { Optional = true } : last with { Repeated = true };
        }
    }

    private void ReadSet()
    {
        var members = new List<Rune>();
        var start = _position;
        if (_position < _text.Length && _text[_position] is '!' or '^')
        {
            _error = "a set in [] cannot be negated";
            return;
        }

        while (_position < _text.Length && _text[_position] != ']')
        {
            var first = TakeMember();
            var last = first;
            if (_position + 1 < _text.Length && _text[_position] == '-' && _text[_position + 1] != ']')
            {
                _position++;
                last = TakeMember();
                if (!IsRange(first, last))
                {
                    _error ??= $"the range {first}-{last} is not one of a-z, A-Z or 0-9, in this order";
                }
            }

            members.Add(first);
            members.Add(last);
        }

        if (_position == _text.Length)
        {
            _error ??= "the closing ] of a set is missing";
            return;
        }

        if (_position == start)
        {
            _error = "a set in [] is empty";
            return;
        }

        _position++;
        _states.Add(new(PatternStateKind.Set, Set: [.. members]));
    }

    private Rune TakeMember()
    {
        if (_text[_position] == '\\' && _position + 1 < _text.Length)
        {
            _position++;
        }

        return TakeRune();
    }

    private static bool IsRange(Rune first, Rune last) =>
        first <= last
        && first.IsAscii && last.IsAscii
        && ((Rune.IsLetter(first) && Rune.IsLetter(last)) || (Rune.IsDigit(first) && Rune.IsDigit(last)));

    private Rune TakeRune()
    {
        Rune.DecodeFromUtf16(_text.AsSpan(_position), out var rune, out var length);
        _position += length;
        return rune;
    }

    private readonly FilterPattern Build()
    {
        var prefix = new StringBuilder();
        var count = 0;
        foreach (var state in _states)
        {
            if (state.Kind != PatternStateKind.Character || state.Optional || state.Repeated)
            {
                break;
            }

            prefix.Append(state.Character.ToString());
            count++;
        }

        return new(_text, _text.StartsWith('!'), prefix.ToString(), [.. _states[count..]]);
    }
}
