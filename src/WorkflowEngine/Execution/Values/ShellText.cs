using System.Text;

namespace WorkflowEngine.Execution.Values;

/// <summary>
/// A shell command that is put together from text and references to variables. It follows the quotes of the text, so that a reference is
/// always inside double quotes: its value is one word, whatever is in it.
/// </summary>
internal sealed class ShellText
{
    private readonly StringBuilder _text = new();
    private readonly Stack<State> _states = new([State.Plain]);
    private readonly Queue<(string Word, bool IsQuoted, bool Dedents)> _documents = new();
    private readonly StringBuilder _line = new();
    private bool _startsWord = true;

    private enum State
    {
        Plain,
        Parenthesis,
        Arithmetic,
        Single,
        Double,
        Comment,
        Document,
    }

    public void Add(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            i += Take(text, i);
        }
    }

    /// <summary>Adds references, several as several words where the shell allows it. False with a reason where there can be none.</summary>
    public bool TryAddVariables(IReadOnlyList<string> names, out string why)
    {
        why = "";
        switch (_states.Peek())
        {
            case State.Double:
                _text.AppendJoin(' ', names.Select(name => $"${{{name}}}"));
                break;
            case State.Single:
                _text.Append("'\"").AppendJoin(' ', names.Select(name => $"${{{name}}}")).Append("\"'");
                break;
            case State.Document when !_documents.Peek().IsQuoted:
                _text.AppendJoin(' ', names.Select(name => $"${{{name}}}"));
                _line.Append('$');
                break;
            case State.Document:
                why = "a here-document whose end is quoted takes no values; write the end without quotes";
                return false;
            case State.Arithmetic:
                why = "a value cannot stand inside $((...)), where the shell would run it; assign it to a variable and check that first";
                return false;
            default:
                _text.AppendJoin(' ', names.Select(name => $"\"${{{name}}}\""));
                break;
        }

        _startsWord = false;
        return true;
    }

    public override string ToString() => _text.ToString();

    /// <summary>Takes the character at a position; gives how many more it took with it.</summary>
    private int Take(string text, int i)
    {
        var c = text[i];
        var next = i + 1 < text.Length ? text[i + 1] : '\0';
        _text.Append(c);
        switch (_states.Peek())
        {
            case State.Single:
                LeaveAt(c == '\'');
                return 0;
            case State.Comment:
                if (c == '\n')
                {
                    _states.Pop();
                    LineEnds();
                }

                return 0;
            case State.Document:
                TakeDocument(c);
                return 0;
            case State.Double when c == '"':
                _states.Pop();
                return 0;
        }

        if (c == '\\' && next != '\0')
        {
            _text.Append(next);
            _startsWord = false;
            return 1;
        }

        if (c == '$' && next == '(')
        {
            _text.Append(next);
            var isArithmetic = i + 2 < text.Length && text[i + 2] == '(';
            _states.Push(isArithmetic ? State.Arithmetic : State.Parenthesis);
            _startsWord = true;
            return 1;
        }

        return _states.Peek() == State.Double ? 0 : TakePlain(text, i, c, next);
    }

    private int TakePlain(string text, int i, char c, char next)
    {
        var startsWord = _startsWord;
        _startsWord = char.IsWhiteSpace(c) || c is ';' or '&' or '|' or '(' or ')';
        switch (c)
        {
            case '\'':
                _states.Push(State.Single);
                break;
            case '"':
                _states.Push(State.Double);
                break;
            case '#' when startsWord:
                _states.Push(State.Comment);
                break;
            case '(':
                _states.Push(_states.Peek() == State.Arithmetic ? State.Arithmetic : State.Parenthesis);
                break;
            case ')' when _states.Count > 1:
                _states.Pop();
                break;
            case '\n':
                LineEnds();
                break;
            case '<' when next == '<' && _states.Peek() != State.Arithmetic:
                return TakeRedirection(text, i);
        }

        return 0;
    }

    /// <summary>Takes the rest of <c>&lt;&lt;WORD</c>; three of them are another redirection.</summary>
    private int TakeRedirection(string text, int i)
    {
        var at = i + 2;
        if (at < text.Length && text[at] == '<')
        {
            _text.Append("<<");
            return 2;
        }

        var dedents = at < text.Length && text[at] == '-';
        at += dedents ? 1 : 0;
        while (at < text.Length && text[at] is ' ' or '\t')
        {
            at++;
        }

        var word = new StringBuilder();
        var isQuoted = false;
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not (';' or '&' or '|' or '(' or ')' or '<' or '>'))
        {
            isQuoted |= text[at] is '\'' or '"' or '\\';
            _ = text[at] is '\'' or '"' or '\\' ? word : word.Append(text[at]);
            at++;
        }

        _documents.Enqueue((word.ToString(), isQuoted, dedents));
        _text.Append(text, i + 1, at - i - 1);
        return at - i - 1;
    }

    private void LineEnds()
    {
        if (_documents.Count > 0)
        {
            _states.Push(State.Document);
            _line.Clear();
        }
    }

    private void TakeDocument(char c)
    {
        if (c != '\n')
        {
            _line.Append(c);
            return;
        }

        var (word, _, dedents) = _documents.Peek();
        var line = _line.ToString();
        _line.Clear();
        if ((dedents ? line.TrimStart('\t') : line) == word)
        {
            _documents.Dequeue();
            _states.Pop();
            LineEnds();
        }
    }

    private void LeaveAt(bool end)
    {
        if (end)
        {
            _states.Pop();
        }
    }
}
