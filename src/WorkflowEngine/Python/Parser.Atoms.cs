using System.Globalization;
using System.Numerics;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python;

internal sealed partial class Parser
{
    private PythonExpression ParseAtom()
    {
        var at = _index;
        switch (Kind)
        {
            case TokenKind.Name:
                Advance();
                return new NameExpression(Intern(TextOf(at)), SpanOf(at));
            case TokenKind.Integer:
                Advance();
                return new IntegerLiteral(PythonNumber.ReadInteger(TextOf(at)), SpanOf(at));
            case TokenKind.Float:
                Advance();
                return new FloatLiteral(PythonNumber.ReadFloat(TextOf(at)), SpanOf(at));
            case TokenKind.Imaginary:
                Advance();
                return new ImaginaryLiteral(PythonNumber.ReadFloat(TextOf(at)[..^1]), SpanOf(at));
            case TokenKind.String or TokenKind.FStringStart:
                return ParseStrings();
            case TokenKind.LeftParenthesis:
                return ParseGroup();
            case TokenKind.LeftBracket:
                return ParseList();
            case TokenKind.LeftBrace:
                return ParseBraces();
            case TokenKind.None:
                return ParseConstant(PythonConstant.None);
            case TokenKind.True:
                return ParseConstant(PythonConstant.True);
            case TokenKind.False:
                return ParseConstant(PythonConstant.False);
            case TokenKind.Ellipsis:
                return ParseConstant(PythonConstant.Ellipsis);
            default:
                FailForMissingExpression();
                return _missing;
        }
    }

    private ConstantExpression ParseConstant(PythonConstant value) => new(value, SpanOf(Advance()));

    private void FailForMissingExpression()
    {
        if (Kind == TokenKind.Not && _index > 0 && OperatorTable.PrecedenceOf(_tokens[_index - 1].Kind) > OperatorTable.Not)
        {
            FailHere("'not' after an operator must be parenthesized");
        }

        FailHere();
    }

    private PythonExpression ParseGroup()
    {
        var first = Advance();
        if (Accept(TokenKind.RightParenthesis))
        {
            return new TupleExpression([], SpanFrom(first));
        }

        if (Kind == TokenKind.Yield)
        {
            var yielded = ParseYield();
            Expect(TokenKind.RightParenthesis);
            return yielded;
        }

        var item = ParseStarNamedExpression();
        switch (Kind)
        {
            case TokenKind.For or TokenKind.Async:
                return ParseComprehension(first, item, ComprehensionKind.Generator, TokenKind.RightParenthesis);
            case TokenKind.Comma:
                return ParseTuple(first, item);
            case TokenKind.RightParenthesis:
                if (item is StarredExpression && _tokens[first + 1].Kind == TokenKind.Star)
                {
                    FailAt(item, "cannot use starred expression here");
                }

                Advance();
                return item;
            default:
                FailHere();
                return _missing;
        }
    }

    private TupleExpression ParseTuple(int first, PythonExpression item)
    {
        var mark = _scratch.Count;
        _scratch.Add(item);
        while (Accept(TokenKind.Comma) && Kind != TokenKind.RightParenthesis)
        {
            _scratch.Add(ParseStarNamedExpression());
        }

        Expect(TokenKind.RightParenthesis);
        return new TupleExpression(Take<PythonExpression>(mark), SpanFrom(first));
    }

    private PythonExpression ParseList()
    {
        var first = Advance();
        if (Accept(TokenKind.RightBracket))
        {
            return new ListExpression([], SpanFrom(first));
        }

        var mark = _scratch.Count;
        var item = ParseStarNamedExpression();
        if (Kind is TokenKind.For or TokenKind.Async)
        {
            return ParseComprehension(first, item, ComprehensionKind.List, TokenKind.RightBracket);
        }

        _scratch.Add(item);
        ParseRestOfItems(TokenKind.RightBracket);
        return new ListExpression(Take<PythonExpression>(mark), SpanFrom(first));
    }

    private void ParseRestOfItems(TokenKind close)
    {
        while (Accept(TokenKind.Comma) && Kind != close)
        {
            _scratch.Add(ParseStarNamedExpression());
        }

        if (Kind is TokenKind.For or TokenKind.Async)
        {
            FailHere("did you forget parentheses around the comprehension target?");
        }

        Expect(close);
    }

    private PythonExpression ParseBraces()
    {
        var first = Advance();
        if (Accept(TokenKind.RightBrace))
        {
            return new DictExpression([], [], SpanFrom(first));
        }

        if (Kind == TokenKind.DoubleStar)
        {
            return ParseDict(first, null);
        }

        var item = ParseStarNamedExpression();
        if (Kind == TokenKind.Colon && item is not NamedExpression and not StarredExpression
            || Kind == TokenKind.Colon && _tokens[first + 1].Kind == TokenKind.LeftParenthesis)
        {
            return ParseDict(first, item);
        }

        if (Kind is TokenKind.For or TokenKind.Async)
        {
            return ParseComprehension(first, item, ComprehensionKind.Set, TokenKind.RightBrace);
        }

        var mark = _scratch.Count;
        _scratch.Add(item);
        ParseRestOfItems(TokenKind.RightBrace);
        return new SetExpression(Take<PythonExpression>(mark), SpanFrom(first));
    }

    // The first key is read when it is not an unpacking.
    private PythonExpression ParseDict(int first, PythonExpression? key)
    {
        // Keys and values are pushed in turn; a missing key stands for an unpacking.
        var mark = _scratch.Count;
        while (true)
        {
            if (key is null && Accept(TokenKind.DoubleStar))
            {
                _scratch.Add(_missing);
                _scratch.Add(ParseOperators(OperatorTable.BitOr));
            }
            else
            {
                key ??= ParseExpression();
                var value = ParseDictValue();
                if (Kind is TokenKind.For or TokenKind.Async && _scratch.Count == mark)
                {
                    var clauses = ParseComprehensionClauses();
                    Expect(TokenKind.RightBrace);
                    return new DictComprehension(key, value, clauses, SpanFrom(first));
                }

                _scratch.Add(key);
                _scratch.Add(value);
            }

            key = null;
            if (!Accept(TokenKind.Comma) || Kind == TokenKind.RightBrace)
            {
                break;
            }
        }

        if (Kind is TokenKind.For or TokenKind.Async)
        {
            FailHere("dict unpacking cannot be used in dict comprehension");
        }

        Expect(TokenKind.RightBrace);
        return MakeDict(first, mark);
    }

    private PythonExpression ParseDictValue()
    {
        if (Kind != TokenKind.Colon)
        {
            FailAt(SpanOf(Math.Max(0, _index - 1)), "':' expected after dictionary key");
            return _missing;
        }

        Advance();
        if (Kind == TokenKind.Star)
        {
            FailHere("cannot use a starred expression in a dictionary value");
        }
        else if (Kind is TokenKind.RightBrace or TokenKind.Comma)
        {
            FailAt(SpanOf(_index - 1), "expression expected after dictionary key and ':'");
        }

        return ParseExpression();
    }

    private DictExpression MakeDict(int first, int mark)
    {
        var all = Take<PythonExpression>(mark);
        var keys = new PythonExpression?[all.Length / 2];
        var values = new PythonExpression[all.Length / 2];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = ReferenceEquals(all[2 * i], _missing) ? null : all[2 * i];
            values[i] = all[(2 * i) + 1];
        }

        return new DictExpression([.. keys], [.. values], SpanFrom(first));
    }

    private ComprehensionExpression ParseComprehension(int first, PythonExpression element, ComprehensionKind kind, TokenKind close)
    {
        if (element is StarredExpression)
        {
            FailAt(element, "iterable unpacking cannot be used in comprehension");
        }

        var clauses = ParseComprehensionClauses();
        Expect(close);
        return new ComprehensionExpression(kind, element, clauses, SpanFrom(first));
    }

    private System.Collections.Immutable.ImmutableArray<ComprehensionClause> ParseComprehensionClauses()
    {
        var mark = _scratch.Count;
        while (Kind is TokenKind.For or TokenKind.Async)
        {
            var first = _index;
            var isAsync = Accept(TokenKind.Async);
            Expect(TokenKind.For);
            var target = ParseTargetList();
            if (Kind != TokenKind.In)
            {
                FailHere("'in' expected after for-loop variables");
            }

            Accept(TokenKind.In);
            var iterable = ParseOperators(OperatorTable.Or);
            var conditions = _scratch.Count;
            while (Accept(TokenKind.If))
            {
                _scratch.Add(ParseOperators(OperatorTable.Or));
            }

            var taken = Take<PythonExpression>(conditions);
            _scratch.Add(new ComprehensionClause(target, iterable, taken, isAsync, SpanFrom(first)));
        }

        return Take<ComprehensionClause>(mark);
    }
}
