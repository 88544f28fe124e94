using WorkflowEngine.Diagnostics;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python;

internal sealed partial class Parser
{
    private bool _failed;
    private bool _withoutHints;
    private int _errorIndex;
    private string _errorMessage = "";
    private SourceSpan _errorSpan;

    private void FailHere() => FailHere(Kind switch
    {
        TokenKind.Indent => "unexpected indent",
        TokenKind.Dedent => "unexpected unindent",
        _ => "invalid syntax",
    });

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

    // Where the text cannot be cut into tokens, that is said before anything about the grammar.
    private Diagnostic Error()
    {
        var lexical = _tokenizer.ErrorKind switch
        {
            TokenizerErrorKind.None => false,
            TokenizerErrorKind.Lexical => true,
            TokenizerErrorKind.UnclosedBracket =>
                _tokens[_errorIndex].Kind == TokenKind.Error || _tokens[_errorIndex].Line > _tokenizer.ErrorSpan.Start.Line,
            _ => _tokens[_errorIndex].Kind == TokenKind.Error,
        };
        return lexical
            ? Diagnostic.Error(PythonCodes.Syntax, _tokenizer.ErrorMessage!, _tokenizer.ErrorSpan)
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
        if (readable && _tokens[first].Kind != TokenKind.Name || readable && !IsSoftKeyword(first))
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
