using System.Collections.Immutable;
using System.Text;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python;

internal sealed partial class Parser
{
    // Pushes one compound statement, or the simple statements of one line.
    private void ParseStatement()
    {
        switch (Kind)
        {
            case TokenKind.Newline:
                Advance();
                break;
            case TokenKind.If:
                _scratch.Add(ParseIf());
                break;
            case TokenKind.For:
                _scratch.Add(ParseFor(_index, isAsync: false));
                break;
            case TokenKind.While:
                _scratch.Add(ParseWhile());
                break;
            case TokenKind.Try:
                _scratch.Add(ParseTry());
                break;
            case TokenKind.With:
                _scratch.Add(ParseWith(_index, isAsync: false));
                break;
            case TokenKind.Def:
                _scratch.Add(ParseFunction(_index, [], isAsync: false));
                break;
            case TokenKind.Class:
                _scratch.Add(ParseClass([]));
                break;
            case TokenKind.At:
                ParseDecorated();
                break;
            case TokenKind.Async:
                ParseAsync([]);
                break;
            case TokenKind.Name when IsWord(_index, "match") && TryParseMatch() is { } match:
                _scratch.Add(match);
                break;
            default:
                ParseSimpleStatements();
                break;
        }
    }

    private void ParseSimpleStatements()
    {
        do
        {
            _scratch.Add(ParseSimpleStatement());
        }
        while (Accept(TokenKind.Semicolon) && Kind != TokenKind.Newline);

        Expect(TokenKind.Newline);
    }

    private PythonStatement ParseSimpleStatement()
    {
        var first = _index;
        switch (Kind)
        {
            case TokenKind.Pass:
                Advance();
                return new PassStatement(SpanFrom(first));
            case TokenKind.Break:
                Advance();
                return new BreakStatement(SpanFrom(first));
            case TokenKind.Continue:
                Advance();
                return new ContinueStatement(SpanFrom(first));
            case TokenKind.Return:
                Advance();
                var value = CanStartExpression(Kind) ? ParseStarExpressions() : null;
                return new ReturnStatement(value, SpanFrom(first));
            case TokenKind.Raise:
                return ParseRaise();
            case TokenKind.Assert:
                return ParseAssert();
            case TokenKind.Del:
                return ParseDelete();
            case TokenKind.Global:
                Advance();
                var globals = ParseNames();
                return new GlobalStatement(globals, SpanFrom(first));
            case TokenKind.Nonlocal:
                Advance();
                var nonlocals = ParseNames();
                return new NonlocalStatement(nonlocals, SpanFrom(first));
            case TokenKind.Import:
                return ParseImport();
            case TokenKind.From:
                return ParseImportFrom();
            case TokenKind.Name when NextKind == TokenKind.Name && IsWord(_index, "type"):
                return ParseTypeAlias();
            default:
                return ParseExpressionStatement();
        }
    }

    private PythonStatement ParseExpressionStatement()
    {
        var first = _index;
        var value = ParseYieldOrStarExpressions();
        var kind = Kind;
        if (kind == TokenKind.Newline)
        {
            return new ExpressionStatement(value, SpanFrom(first));
        }

        if (kind == TokenKind.Assign)
        {
            return ParseAssignment(first, value);
        }

        if (kind == TokenKind.Colon)
        {
            return ParseAnnotatedAssignment(first, value);
        }

        if (!OperatorTable.IsAugmentedAssign(kind))
        {
            return new ExpressionStatement(value, SpanFrom(first));
        }

        if (value is not (NameExpression or AttributeExpression or SubscriptExpression))
        {
            FailAt(value, $"'{NameOf(value)}' is an illegal expression for augmented assignment");
        }

        Advance();
        var operand = ParseYieldOrStarExpressions();
        return new AugmentedAssignment(value, OperatorTable.Binary(kind), operand, SpanFrom(first));
    }

    private AssignmentStatement ParseAssignment(int first, PythonExpression value)
    {
        var mark = _scratch.Count;
        while (Kind == TokenKind.Assign)
        {
            if (value is YieldExpression or YieldFromExpression)
            {
                FailAt(value, "assignment to yield expression not possible");
            }

            CheckTarget(value, value is ConstantExpression ? "cannot assign to {0}" : "cannot assign to {0} here. Maybe you meant '==' instead of '='?");
            _scratch.Add(value);
            Advance();
            value = ParseYieldOrStarExpressions();
        }

        return new AssignmentStatement(Take<PythonExpression>(mark), value, SpanFrom(first));
    }

    private AnnotatedAssignment ParseAnnotatedAssignment(int first, PythonExpression target)
    {
        switch (target)
        {
            case NameExpression or AttributeExpression or SubscriptExpression:
                break;
            case TupleExpression or ListExpression:
                FailAt(target, $"only single target (not {NameOf(target)}) can be annotated");
                break;
            default:
                FailAt(target, "illegal target for annotation");
                break;
        }

        Advance();
        var annotation = ParseExpression();
        var value = Accept(TokenKind.Assign) ? ParseYieldOrStarExpressions() : null;
        return new AnnotatedAssignment(target, annotation, value, SpanFrom(first));
    }

    private RaiseStatement ParseRaise()
    {
        var first = Advance();
        PythonExpression? exception = null;
        PythonExpression? cause = null;
        if (Kind is not (TokenKind.Newline or TokenKind.Semicolon))
        {
            exception = ParseExpression();
            cause = Accept(TokenKind.From) ? ParseExpression() : null;
        }

        return new RaiseStatement(exception, cause, SpanFrom(first));
    }

    private AssertStatement ParseAssert()
    {
        var first = Advance();
        var test = ParseExpression();
        var message = Accept(TokenKind.Comma) ? ParseExpression() : null;
        return new AssertStatement(test, message, SpanFrom(first));
    }

    private DeleteStatement ParseDelete()
    {
        var first = Advance();
        var mark = _scratch.Count;
        do
        {
            var target = ParseExpression();
            CheckDeleted(target);
            _scratch.Add(target);
        }
        while (Accept(TokenKind.Comma) && Kind is not (TokenKind.Newline or TokenKind.Semicolon));

        return new DeleteStatement(Take<PythonExpression>(mark), SpanFrom(first));
    }

    private ImmutableArray<string> ParseNames()
    {
        var names = ImmutableArray.CreateBuilder<string>();
        do
        {
            names.Add(ReadName());
        }
        while (Accept(TokenKind.Comma));

        return names.DrainToImmutable();
    }

    private ImportStatement ParseImport()
    {
        var first = Advance();
        FailIf(Kind == TokenKind.Newline, "Expected one or more names after 'import'");
        var mark = _scratch.Count;
        do
        {
            var start = _index;
            var name = ReadDottedName();
            var asName = Accept(TokenKind.As) ? ReadName() : null;
            _scratch.Add(new ImportAlias(name, asName, SpanFrom(start)));
        }
        while (Accept(TokenKind.Comma));

        FailIf(Kind == TokenKind.From, "Did you mean to use 'from ... import ...' instead?");
        return new ImportStatement(Take<ImportAlias>(mark), SpanFrom(first));
    }

    private ImportFromStatement ParseImportFrom()
    {
        var first = Advance();
        var level = 0;
        while (Kind is TokenKind.Dot or TokenKind.Ellipsis)
        {
            level += Kind == TokenKind.Dot ? 1 : 3;
            Advance();
        }

        var module = level > 0 && Kind == TokenKind.Import ? null : ReadDottedName();
        Expect(TokenKind.Import);
        var start = _index;
        if (Accept(TokenKind.Star))
        {
            return new ImportFromStatement(module, [new ImportAlias("*", null, SpanFrom(start))], level, SpanFrom(first));
        }

        FailIf(Kind == TokenKind.Newline, "Expected one or more names after 'import'");
        var bracketed = Accept(TokenKind.LeftParenthesis);
        var names = ParseImportedNames(bracketed);
        return new ImportFromStatement(module, names, level, SpanFrom(first));
    }

    private ImmutableArray<ImportAlias> ParseImportedNames(bool bracketed)
    {
        var mark = _scratch.Count;
        do
        {
            if (Kind == TokenKind.RightParenthesis && bracketed && _scratch.Count > mark)
            {
                break;
            }

            if (Kind == TokenKind.Newline)
            {
                FailHere("trailing comma not allowed without surrounding parentheses");
            }

            var start = _index;
            var name = ReadName();
            var asName = Accept(TokenKind.As) ? ReadName() : null;
            _scratch.Add(new ImportAlias(name, asName, SpanFrom(start)));
        }
        while (Accept(TokenKind.Comma));

        if (bracketed)
        {
            Expect(TokenKind.RightParenthesis);
        }

        return Take<ImportAlias>(mark);
    }

    private string ReadDottedName()
    {
        var name = ReadName();
        if (Kind != TokenKind.Dot)
        {
            return name;
        }

        var path = new StringBuilder(name);
        while (Accept(TokenKind.Dot))
        {
            path.Append('.').Append(ReadName());
        }

        return Intern(path.ToString());
    }

    private TypeAliasStatement ParseTypeAlias()
    {
        var first = Advance();
        var name = ParseNameExpression();
        var parameters = ParseTypeParameters();
        Expect(TokenKind.Assign);
        var value = ParseExpression();
        return new TypeAliasStatement(name, parameters, value, SpanFrom(first));
    }
}
