using System.Collections.Immutable;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python;

internal sealed partial class Parser
{
    private ImmutableArray<PythonStatement> ParseBlock(string owner, int ownerToken)
    {
        Expect(TokenKind.Colon, "expected ':'");
        var mark = _scratch.Count;
        if (Kind != TokenKind.Newline)
        {
            ParseSimpleStatements();
            return Take<PythonStatement>(mark);
        }

        Advance();
        if (!Accept(TokenKind.Indent))
        {
            FailHere(Kind == TokenKind.Error
                ? "invalid syntax"
                : $"expected an indented block after {owner} on line {_tokens[ownerToken].Line}");
            return [];
        }

        while (Kind is not (TokenKind.Dedent or TokenKind.EndOfFile))
        {
            ParseStatement();
        }

        Accept(TokenKind.Dedent);
        return Take<PythonStatement>(mark);
    }

    private IfStatement ParseIf()
    {
        var first = _index;
        var mark = _scratch.Count;
        ImmutableArray<PythonStatement> @else = [];
        var owner = "'if' statement";
        do
        {
            var start = Advance();
            var condition = ParseNamedExpression();
            var body = ParseBlock(owner, start);
            owner = "'elif' statement";
            _scratch.Add(new IfBranch(condition, body, SpanTo(start, body, condition)));
        }
        while (Kind == TokenKind.Elif);

        var branches = Take<IfBranch>(mark);
        var last = branches[^1].Span;
        if (Kind == TokenKind.Else)
        {
            @else = ParseElse();
        }

        var span = @else.IsEmpty ? new(SpanOf(first).Start, last.End) : SpanTo(first, @else[^1]);
        return new IfStatement(branches, @else, span);
    }

    private ImmutableArray<PythonStatement> ParseElse()
    {
        var start = _index;
        return Accept(TokenKind.Else) ? ParseBlock("'else' statement", start) : [];
    }

    // A block ends with its last statement: the line ends after it belong to nothing.
    private Diagnostics.SourceSpan SpanTo(int first, ImmutableArray<PythonStatement> body, PythonNode otherwise) =>
        SpanTo(first, body.IsEmpty ? otherwise : body[^1]);

    private WhileStatement ParseWhile()
    {
        var first = Advance();
        var condition = ParseNamedExpression();
        var body = ParseBlock("'while' statement", first);
        var @else = ParseElse();
        return new WhileStatement(condition, body, @else, SpanTo(first, @else.IsEmpty ? body : @else, condition));
    }

    private ForStatement ParseFor(int first, bool isAsync)
    {
        var keyword = Advance();
        var target = ParseTargetList();
        Expect(TokenKind.In);
        var iterable = ParseStarExpressions();
        var body = ParseBlock("'for' statement", keyword);
        var @else = ParseElse();
        return new ForStatement(isAsync, target, iterable, body, @else, SpanTo(first, @else.IsEmpty ? body : @else, iterable));
    }

    private void ParseAsync(ImmutableArray<PythonExpression> decorators)
    {
        var first = Advance();
        switch (Kind)
        {
            case TokenKind.Def:
                _scratch.Add(ParseFunction(first, decorators, isAsync: true));
                break;
            case TokenKind.For when decorators.IsEmpty:
                _scratch.Add(ParseFor(first, isAsync: true));
                break;
            case TokenKind.With when decorators.IsEmpty:
                _scratch.Add(ParseWith(first, isAsync: true));
                break;
            default:
                FailHere();
                break;
        }
    }

    private void ParseDecorated()
    {
        var mark = _scratch.Count;
        while (Accept(TokenKind.At))
        {
            _scratch.Add(ParseNamedExpression());
            Expect(TokenKind.Newline);
        }

        var decorators = Take<PythonExpression>(mark);
        switch (Kind)
        {
            case TokenKind.Def:
                _scratch.Add(ParseFunction(_index, decorators, isAsync: false));
                break;
            case TokenKind.Class:
                _scratch.Add(ParseClass(decorators));
                break;
            case TokenKind.Async:
                ParseAsync(decorators);
                break;
            default:
                FailHere();
                break;
        }
    }

    private FunctionDefinition ParseFunction(int first, ImmutableArray<PythonExpression> decorators, bool isAsync)
    {
        var keyword = Advance();
        var name = ReadName();
        var typeParameters = ParseTypeParameters();
        Expect(TokenKind.LeftParenthesis, "expected '('");
        var parameters = ParseParameters(TokenKind.RightParenthesis);
        Expect(TokenKind.RightParenthesis);
        var returns = Accept(TokenKind.Arrow) ? ParseExpression() : null;
        var body = ParseBlock("function definition", keyword);
        return new FunctionDefinition(
            name, isAsync, decorators, typeParameters, parameters, returns, body, SpanTo(first, body, _missing));
    }

    private ClassDefinition ParseClass(ImmutableArray<PythonExpression> decorators)
    {
        var first = Advance();
        var name = ReadName();
        var typeParameters = ParseTypeParameters();
        ImmutableArray<PythonExpression> arguments = [];
        ImmutableArray<KeywordArgument> keywords = [];
        if (Kind == TokenKind.LeftParenthesis)
        {
            ParseArguments(isClass: true, out arguments, out keywords);
        }

        var body = ParseBlock("class definition", first);
        return new ClassDefinition(name, decorators, typeParameters, arguments, keywords, body, SpanTo(first, body, _missing));
    }

    private WithStatement ParseWith(int first, bool isAsync)
    {
        var keyword = Advance();
        var items = TryParseBracketedItems() ?? ParseWithItems(TokenKind.Colon);
        var body = ParseBlock("'with' statement", keyword);
        return new WithStatement(isAsync, items, body, SpanTo(first, body, _missing));
    }

    // with (open(a) as f, open(b) as g): -- the brackets hold items when a ":" follows them and the items can be read.
    private ImmutableArray<WithItem>? TryParseBracketedItems()
    {
        if (Kind != TokenKind.LeftParenthesis || !IsFollowedByColon())
        {
            return null;
        }

        var (start, depth, mark) = (_index, _depth, _scratch.Count);
        var hints = _withoutHints;
        Advance();
        _withoutHints = true;
        var items = ParseWithItems(TokenKind.RightParenthesis);
        _withoutHints = hints;
        Expect(TokenKind.RightParenthesis);
        if (Kind == TokenKind.Colon)
        {
            return items;
        }

        FailHere();
        GiveUpAttempt(start, depth, mark);
        return null;
    }

    private bool IsFollowedByColon()
    {
        var level = 0;
        for (var i = _index; i < _last; i++)
        {
            switch (_tokens[i].Kind)
            {
                case TokenKind.LeftParenthesis or TokenKind.LeftBracket or TokenKind.LeftBrace:
                    level++;
                    break;
                case TokenKind.RightParenthesis or TokenKind.RightBracket or TokenKind.RightBrace:
                    if (--level == 0)
                    {
                        return _tokens[i + 1].Kind == TokenKind.Colon;
                    }

                    break;
            }
        }

        return false;
    }

    private ImmutableArray<WithItem> ParseWithItems(TokenKind close)
    {
        var mark = _scratch.Count;
        do
        {
            if (Kind == TokenKind.RightParenthesis && close == TokenKind.RightParenthesis && _scratch.Count > mark)
            {
                break;
            }

            var first = _index;
            var context = ParseExpression();
            PythonExpression? target = null;
            if (Accept(TokenKind.As))
            {
                target = Kind == TokenKind.Star ? ParseStarred() : ParseOperators(OperatorTable.BitOr);
                CheckTarget(target, "cannot assign to {0}");
            }

            _scratch.Add(new WithItem(context, target, SpanFrom(first)));
        }
        while (Accept(TokenKind.Comma));

        return Take<WithItem>(mark);
    }

    private TryStatement ParseTry()
    {
        var first = Advance();
        var body = ParseBlock("'try' statement", first);
        var mark = _scratch.Count;
        bool? isStar = null;
        while (Kind == TokenKind.Except)
        {
            _scratch.Add(ParseHandler(ref isStar));
        }

        var handlers = Take<ExceptHandler>(mark);
        var @else = handlers.IsEmpty ? [] : ParseElse();
        var start = _index;
        ImmutableArray<PythonStatement> @finally = Accept(TokenKind.Finally) ? ParseBlock("'finally' statement", start) : [];
        if (handlers.IsEmpty && @finally.IsEmpty)
        {
            FailHere("expected 'except' or 'finally' block");
        }

        var span = !@finally.IsEmpty ? SpanTo(first, @finally[^1])
            : !@else.IsEmpty ? SpanTo(first, @else[^1])
            : SpanTo(first, handlers.IsEmpty ? _missing : handlers[^1]);
        return new TryStatement(body, handlers, @else, @finally, isStar == true, span);
    }

    private ExceptHandler ParseHandler(ref bool? isStar)
    {
        var first = Advance();
        var star = Accept(TokenKind.Star);
        FailIf(isStar is { } before && before != star, "cannot have both 'except' and 'except*' on the same 'try'");
        isStar = star;
        FailIf(star && Kind is TokenKind.Colon or TokenKind.Newline, "expected one or more exception types");
        PythonExpression? type = null;
        string? name = null;
        if (Kind != TokenKind.Colon)
        {
            var start = _index;
            type = ParseExpression();
            if (Kind == TokenKind.Comma)
            {
                FailAt(SpanOf(start), "multiple exception types must be parenthesized");
            }

            name = Accept(TokenKind.As) ? ReadName() : null;
        }

        var body = ParseBlock(star ? "'except*' statement" : "'except' statement", first);
        return new ExceptHandler(type, name, body, SpanTo(first, body, type ?? _missing));
    }
}
