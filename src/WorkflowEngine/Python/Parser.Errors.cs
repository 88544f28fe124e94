using WorkflowEngine.Diagnostics;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python;

internal sealed partial class Parser
{
    private const string UnexpectedIndent = "unexpected indent";
    private const string UnexpectedUnindent = "unexpected unindent";

    private bool _failed;
    private bool _withoutHints;
    private int _errorIndex;
    private int _attemptIndex;
    private string _attemptMessage = "";
    private SourceSpan _attemptSpan;
    private string _errorMessage = "";
    private SourceSpan _errorSpan;

    // An attempt that was given up may have come further than what was tried instead; then its error is the better one.
    private void FailHere()
    {
        if (_attemptIndex > _index && !_failed)
        {
            _index = _attemptIndex;
            FailAt(_attemptSpan, _attemptMessage);
            return;
        }

        FailHere(Kind switch
        {
            TokenKind.Indent => UnexpectedIndent,
            TokenKind.Dedent => UnexpectedUnindent,
            _ => "invalid syntax",
        });
    }

    private void GiveUpAttempt(int index, int depth, int mark)
    {
        (_attemptIndex, _attemptMessage, _attemptSpan) = (_errorIndex, _errorMessage, _errorSpan);
        (_failed, _index, _depth) = (false, index, depth);
        _scratch.RemoveRange(mark, _scratch.Count - mark);
    }

    private void FailHere(string message) => FailAt(SpanOf(_index), message);

    private void FailAt(PythonNode node, string message) => FailAt(node.Span, message);

    // Only the first error counts: what follows is the parser on its way out.
    private void FailAt(SourceSpan span, string message)
    {
        if (_failed)
        {
            return;
        }

        (_failed, _errorIndex, _errorMessage, _errorSpan) = (true, _index, message, span);
        _index = _last;
    }

    // Where the text cannot be cut into tokens, that is said before anything about the grammar, and a bracket left open
    // on a line before the error is the likelier mistake. A line that is wrongly indented is told as it is.
    private Diagnostic Error()
    {
        ref var at = ref _tokens[_errorIndex];
        var isIndentation = _errorMessage is UnexpectedIndent or UnexpectedUnindent;
        if (at.Kind == TokenKind.Error || (_tokenizer.ErrorKind == TokenizerErrorKind.Lexical && !isIndentation))
        {
            return Diagnostic.Error(PythonCodes.Syntax, _tokenizer.ErrorMessage!, _tokenizer.ErrorSpan);
        }

        var open = _tokenizer.ErrorKind == TokenizerErrorKind.Layout ? _tokenizer.OpenBracket : SourceSpan.None;
        return open.IsKnown && at.Line > open.Start.Line && !isIndentation
            ? Diagnostic.Error(PythonCodes.Syntax, $"'{_tokenizer.OpenBracketText}' was never closed", open)
            : Diagnostic.Error(PythonCodes.Syntax, _errorMessage, _errorSpan);
    }

    // Two expressions in a row within brackets: a comma is missing, and the first of them is the place to look at.
    private void FailForMissingComma(int first, PythonExpression left)
    {
        if (_withoutHints || _failed)
        {
            return;
        }

        var (at, depth) = (_index, _depth);
        _withoutHints = true;
        ParseExpression();
        var readable = !_failed && LevelAt(_index - 1) > 0;
        (_withoutHints, _failed, _index, _depth) = (false, false, at, depth);
        if (readable && !IsSoftKeyword(first))
        {
            FailAt(left, "invalid syntax. Perhaps you forgot a comma?");
        }
        else
        {
            FailForStatementOfOldPython(first);
            FailHere();
        }
    }

    private void FailForStatementOfOldPython(int first)
    {
        foreach (var name in (ReadOnlySpan<string>)["print", "exec"])
        {
            if (IsWord(first, name) && first == _index - 1 && LevelAt(first) == 0)
            {
                FailAt(SpanOf(first), $"Missing parentheses in call to '{name}'. Did you mean {name}(...)?");
            }
        }
    }

    private bool IsSoftKeyword(int token) =>
        IsWord(token, "match") || IsWord(token, "case") || IsWord(token, "type") || IsWord(token, "_");

    // How many brackets are open after a token; only errors ask, so it may walk.
    private int LevelAt(int token)
    {
        var level = 0;
        for (var i = token; i >= 0 && _tokens[i].Kind is not (TokenKind.Newline or TokenKind.Indent or TokenKind.Dedent); i--)
        {
            level += _tokens[i].Kind switch
            {
                TokenKind.LeftParenthesis or TokenKind.LeftBracket or TokenKind.LeftBrace => 1,
                TokenKind.RightParenthesis or TokenKind.RightBracket or TokenKind.RightBrace => -1,
                _ => 0,
            };
        }

        return level;
    }
}
