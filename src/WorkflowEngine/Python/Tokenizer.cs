using System.Buffers;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python;

/// <summary>Cuts the whole text into tokens, or into those before the first error and one that marks it.</summary>
internal sealed partial class Tokenizer : IDisposable
{
    private const int MaxBrackets = 200;

    private readonly string _text;
    private readonly bool _hasAstral;
    private readonly char[] _brackets = new char[MaxBrackets];
    private readonly int[] _bracketLines = new int[MaxBrackets];
    private readonly int[] _bracketColumns = new int[MaxBrackets];
    private Token[] _tokens;
    private int _count;
    private int _level;
    private int _pos;
    private int _line;
    private int _lineStart;
    private int _columnAnchor;
    private int _columnSkipped;
    private bool _atLineStart = true;

    private int _tokenStart;
    private int _tokenLine;
    private int _tokenColumn;

    public Tokenizer(PythonSource source)
    {
        _text = source.Text;
        _hasAstral = source.HasAstral;
        _tokens = ArrayPool<Token>.Shared.Rent(Math.Max(64, _text.Length / 4));
    }

    public Token[] Tokens => _tokens;

    /// <summary>Index of the last token, the end of the file; the one before it is the error that stopped the tokenizer, if any.</summary>
    public int Last => _count - 1;

    public TokenizerErrorKind ErrorKind { get; private set; }

    public string? ErrorMessage { get; private set; }

    public SourceSpan ErrorSpan { get; private set; }

    /// <summary>The innermost bracket that is open at the error; unknown when none is.</summary>
    public SourceSpan OpenBracket { get; private set; }

    public char OpenBracketText => _brackets[Math.Max(0, _level - 1)];

    public void Dispose()
    {
        ArrayPool<Token>.Shared.Return(_tokens);
        _tokens = [];
    }

    /// <summary>Starts at a place that is the start of a line outside of any bracket and string.</summary>
    public void Run(int position, int line)
    {
        (_pos, _line, _lineStart, _count, _level) = (position, line, position, 0, 0);
        (_columnAnchor, _columnSkipped, _atLineStart) = (position, 0, true);
        (ErrorKind, ErrorMessage, _modeCount) = (TokenizerErrorKind.None, null, 0);
        ResetIndentation();
        while (ReadNext())
        {
        }
    }

    private bool ReadNext()
    {
        if (_modeCount > 0 && _modes[_modeCount - 1].InText)
        {
            return ReadFStringText();
        }

        if (_atLineStart)
        {
            _atLineStart = false;
            if (!ReadIndentation())
            {
                return false;
            }
        }

        if (!SkipBlanks())
        {
            return false;
        }

        if (_pos >= _text.Length)
        {
            return Finish();
        }

        BeginToken();
        var c = _text[_pos];
        if (PythonIdentifier.IsAsciiStart(c) || c >= 128)
        {
            return ReadNameOrString();
        }

        if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1))))
        {
            return ReadNumber();
        }

        switch (c)
        {
            case '\n':
                return ReadNewline();
            case '"' or '\'':
                return ReadString(_pos);
            default:
                return ReadOperator(c);
        }
    }

    // Spaces, comments and joined lines; false at an error.
    private bool SkipBlanks()
    {
        while (_pos < _text.Length)
        {
            switch (_text[_pos])
            {
                case ' ' or '\t' or '\f':
                    _pos++;
                    break;
                case '#':
                    var length = _text.AsSpan(_pos).IndexOf('\n');
                    _pos = length < 0 ? _text.Length : _pos + length;
                    break;
                case '\\':
                    if (!JoinLines())
                    {
                        return false;
                    }

                    break;
                default:
                    return true;
            }
        }

        return true;
    }

    private bool JoinLines()
    {
        BeginToken();
        if (Peek(1) != '\n' && _pos + 1 < _text.Length)
        {
            return Fail(TokenizerErrorKind.Layout, "unexpected character after line continuation character", _line, _tokenColumn + 1);
        }

        _pos = Math.Min(_pos + 2, _text.Length);
        if (_pos >= _text.Length)
        {
            return _level > 0
                ? FailUnclosed()
                : Fail(TokenizerErrorKind.Layout, "unexpected EOF while parsing", _line, _tokenColumn + 1);
        }

        StartLine();
        return true;
    }

    private bool ReadNewline()
    {
        var end = _pos;
        if (_level > 0 || (_count == 0 || _tokens[_count - 1].Kind is TokenKind.Newline or TokenKind.Indent or TokenKind.Dedent))
        {
            _pos = end + 1;
            StartLine();
            _atLineStart = true;
            return true;
        }

        _pos++;
        EmitAt(TokenKind.Newline, end, end + 1, _line, _tokenColumn);
        StartLine();
        _atLineStart = true;
        return true;
    }

    private bool Finish()
    {
        if (_modeCount > 0 || _level > 0)
        {
            return FailUnclosed();
        }

        var line = LastLine();
        if (_count > 0 && _tokens[_count - 1].Kind is not (TokenKind.Newline or TokenKind.Indent or TokenKind.Dedent))
        {
            EmitAt(TokenKind.Newline, _pos, _pos, line, ColumnOf(_pos));
        }

        while (_indents > 0)
        {
            _indents--;
            EmitAt(TokenKind.Dedent, _pos, _pos, line, 0);
        }

        EmitAt(TokenKind.EndOfFile, _pos, _pos, line, 0);
        return false;
    }

    private int LastLine() => Math.Max(1, _pos > 0 && _lineStart == _pos ? _line - 1 : _line);

    private bool FailUnclosed()
    {
        var bracket = _brackets[_level - 1];
        return Fail(
            TokenizerErrorKind.Layout, $"'{bracket}' was never closed", _bracketLines[_level - 1], _bracketColumns[_level - 1]);
    }

    private bool Fail(string message) => Fail(TokenizerErrorKind.Lexical, message, _line, ColumnOf(_pos));

    private bool Fail(TokenizerErrorKind kind, string message, int line, int column)
    {
        var inFString = kind == TokenizerErrorKind.Lexical && _modeCount > 0;
        ErrorKind = inFString ? TokenizerErrorKind.Layout : kind;
        ErrorMessage = message;
        ErrorSpan = SourceSpan.At(line, column + 1);
        OpenBracket = _level == 0 || inFString
            ? SourceSpan.None
            : SourceSpan.At(_bracketLines[_level - 1], _bracketColumns[_level - 1] + 1);
        EmitAt(TokenKind.Error, _pos, _pos, LastLine(), column);
        EmitAt(TokenKind.EndOfFile, _pos, _pos, LastLine(), column);
        return false;
    }

    private char Peek(int offset) => _pos + offset < _text.Length ? _text[_pos + offset] : '\0';

    private void StartLine()
    {
        _line++;
        _lineStart = _pos;
    }

    private void BeginToken()
    {
        _tokenStart = _pos;
        _tokenLine = _line;
        _tokenColumn = ColumnOf(_pos);
    }

    // Columns are asked for from left to right, so a line with astral characters is walked once.
    private int ColumnOf(int position)
    {
        if (!_hasAstral)
        {
            return position - _lineStart;
        }

        if (_columnAnchor < _lineStart || position < _columnAnchor)
        {
            (_columnAnchor, _columnSkipped) = (_lineStart, 0);
        }

        for (; _columnAnchor < position; _columnAnchor++)
        {
            if (char.IsLowSurrogate(_text[_columnAnchor]))
            {
                _columnSkipped++;
            }
        }

        return position - _lineStart - _columnSkipped;
    }

    private bool Emit(TokenKind kind)
    {
        ref var token = ref Add();
        token.Kind = kind;
        token.Start = _tokenStart;
        token.End = _pos;
        token.Line = _tokenLine;
        token.Column = _tokenColumn;
        token.EndLine = _line;
        token.EndColumn = ColumnOf(_pos);
        return true;
    }

    private void EmitAt(TokenKind kind, int start, int end, int line, int column)
    {
        ref var token = ref Add();
        token.Kind = kind;
        token.Start = start;
        token.End = end;
        token.Line = token.EndLine = line;
        token.Column = token.EndColumn = column;
    }

    private ref Token Add()
    {
        if (_count == _tokens.Length)
        {
            var larger = ArrayPool<Token>.Shared.Rent(_count * 2);
            Array.Copy(_tokens, larger, _count);
            ArrayPool<Token>.Shared.Return(_tokens);
            _tokens = larger;
        }

        return ref _tokens[_count++];
    }
}
