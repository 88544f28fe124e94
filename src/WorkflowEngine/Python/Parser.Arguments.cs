using System.Collections.Immutable;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python;

internal sealed partial class Parser
{
    private void ParseArguments(
        bool isClass, out ImmutableArray<PythonExpression> arguments, out ImmutableArray<KeywordArgument> keywords)
    {
        var open = Advance();
        arguments = [];
        keywords = [];
        if (Accept(TokenKind.RightParenthesis))
        {
            return;
        }

        // Keywords may stand between starred arguments, so the two kinds are told apart afterwards.
        var mark = _scratch.Count;
        var (named, unpacked) = (0, false);
        string? misplaced = null;
        while (Kind != TokenKind.RightParenthesis && !_failed)
        {
            if (Kind == TokenKind.DoubleStar || (NextKind == TokenKind.Assign && IsArgumentName(Kind)))
            {
                unpacked |= Kind == TokenKind.DoubleStar;
                named++;
                _scratch.Add(ParseKeyword());
            }
            else
            {
                var isStarred = Kind == TokenKind.Star;
                _scratch.Add(ParsePositional(open, mark, isClass, unpacked));
                if (named > 0 && !isStarred)
                {
                    misplaced ??= unpacked
                        ? "positional argument follows keyword argument unpacking"
                        : "positional argument follows keyword argument";
                }
            }

            if (!Accept(TokenKind.Comma))
            {
                break;
            }
        }

        FailIf(misplaced is not null, misplaced!);
        Expect(TokenKind.RightParenthesis);
        SplitArguments(mark, named, out arguments, out keywords);
    }

    private static bool IsArgumentName(TokenKind kind) =>
        kind is TokenKind.Name or TokenKind.True or TokenKind.False or TokenKind.None;

    private KeywordArgument ParseKeyword()
    {
        var first = _index;
        if (Accept(TokenKind.DoubleStar))
        {
            var mapping = ParseExpression();
            if (Kind == TokenKind.Assign)
            {
                FailAt(SpanOf(first), "cannot assign to keyword argument unpacking");
            }

            return new KeywordArgument(null, mapping, SpanFrom(first));
        }

        if (Kind != TokenKind.Name)
        {
            FailHere($"cannot assign to {TextOf(_index)}");
        }

        var name = ReadName();
        Expect(TokenKind.Assign);
        if (Kind is TokenKind.Comma or TokenKind.RightParenthesis)
        {
            FailAt(SpanOf(first), "expected argument value expression");
        }

        var value = ParseExpression();
        if (Kind is TokenKind.For or TokenKind.Async)
        {
            FailAt(SpanOf(first), "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
        }

        return new KeywordArgument(name, value, SpanFrom(first));
    }

    private PythonExpression ParsePositional(int open, int mark, bool isClass, bool afterUnpacking)
    {
        var first = _index;
        if (Accept(TokenKind.Star))
        {
            if (Kind is TokenKind.Comma or TokenKind.RightParenthesis)
            {
                FailAt(SpanOf(first), "Invalid star expression");
            }

            var value = ParseExpression();
            if (Kind == TokenKind.Assign)
            {
                FailAt(SpanOf(first), "cannot assign to iterable argument unpacking");
            }
            else if (afterUnpacking)
            {
                FailAt(SpanOf(first), "iterable argument unpacking follows keyword argument unpacking");
            }

            return new StarredExpression(value, SpanFrom(first));
        }

        var item = ParseNamedExpression();
        if (Kind is TokenKind.For or TokenKind.Async)
        {
            return ParseGeneratorArgument(open, mark, first, item, isClass);
        }

        if (Kind == TokenKind.Assign)
        {
            FailAt(item, "expression cannot contain assignment, perhaps you meant \"==\"?");
        }

        return item;
    }

    // f(x for x in y): the brackets of the call are those of the generator.
    private PythonExpression ParseGeneratorArgument(int open, int mark, int first, PythonExpression item, bool isClass)
    {
        if (isClass)
        {
            FailHere();
        }

        var clauses = ParseComprehensionClauses();
        if (Kind != TokenKind.RightParenthesis || _scratch.Count != mark)
        {
            if (Kind is TokenKind.Comma or TokenKind.RightParenthesis)
            {
                FailAt(SpanOf(first), "Generator expression must be parenthesized");
            }

            FailHere();
            return _missing;
        }

        Advance();
        var span = SpanFrom(open);
        _index--;
        return new ComprehensionExpression(ComprehensionKind.Generator, item, clauses, span);
    }

    private void SplitArguments(
        int mark, int named, out ImmutableArray<PythonExpression> arguments, out ImmutableArray<KeywordArgument> keywords)
    {
        if (named == 0)
        {
            arguments = Take<PythonExpression>(mark);
            keywords = [];
            return;
        }

        var positional = new PythonExpression[_scratch.Count - mark - named];
        var byName = new KeywordArgument[named];
        var (p, k) = (0, 0);
        for (var i = mark; i < _scratch.Count; i++)
        {
            if (_scratch[i] is KeywordArgument keyword)
            {
                byName[k++] = keyword;
            }
            else
            {
                positional[p++] = (PythonExpression)_scratch[i];
            }
        }

        _scratch.RemoveRange(mark, _scratch.Count - mark);
        arguments = [.. positional];
        keywords = [.. byName];
    }
}
