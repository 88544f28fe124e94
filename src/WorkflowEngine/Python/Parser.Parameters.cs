using System.Collections.Immutable;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python;

internal sealed partial class Parser
{
    // The parameters of a def (up to ")") or of a lambda (up to ":", without annotations).
    private ImmutableArray<Parameter> ParseParameters(TokenKind close)
    {
        var mark = _scratch.Count;
        var annotated = close == TokenKind.RightParenthesis;
        var (positionalOnly, sawStar, needsName, sawDefault) = (0, false, false, false);
        while (Kind != close && !_failed)
        {
            var first = _index;
            switch (Kind)
            {
                case TokenKind.Slash:
                    positionalOnly = ReadSlash(mark, positionalOnly, sawStar, close);
                    break;
                case TokenKind.DoubleStar:
                    FailIf(needsName, "named arguments must follow bare *");
                    Advance();
                    _scratch.Add(ParseParameter(first, ParameterKind.VarKeyword, annotated));
                    if (Accept(TokenKind.Comma) && Kind != close)
                    {
                        FailHere("arguments cannot follow var-keyword argument");
                    }

                    FailIf(Kind != close, "invalid syntax");
                    return FinishParameters(mark, positionalOnly);
                case TokenKind.Star:
                    FailIf(sawStar, "* argument may appear only once");
                    sawStar = true;
                    Advance();
                    if (Kind == TokenKind.Comma || Kind == close)
                    {
                        needsName = true;
                        FailIf(Kind == close, "named arguments must follow bare *");
                        break;
                    }

                    _scratch.Add(ParseParameter(first, ParameterKind.VarPositional, annotated));
                    break;
                default:
                    needsName = false;
                    var kind = sawStar ? ParameterKind.KeywordOnly : ParameterKind.PositionalOrKeyword;
                    var parameter = ParseParameter(first, kind, annotated);
                    if (!sawStar && sawDefault && parameter.Default is null)
                    {
                        FailAt(parameter, "parameter without a default follows parameter with a default");
                    }

                    sawDefault |= parameter.Default is not null;
                    _scratch.Add(parameter);
                    break;
            }

            if (!Accept(TokenKind.Comma))
            {
                break;
            }
        }

        FailIf(needsName, "named arguments must follow bare *");
        return FinishParameters(mark, positionalOnly);
    }

    private int ReadSlash(int mark, int positionalOnly, bool sawStar, TokenKind close)
    {
        FailIf(positionalOnly > 0, "/ may appear only once");
        FailIf(sawStar, "/ must be ahead of *");
        FailIf(_scratch.Count == mark, NextKind == close ? "invalid syntax" : "at least one argument must precede /");
        Advance();
        FailIf(Kind == TokenKind.Star, "expected comma between / and *");
        return _scratch.Count - mark;
    }

    private Parameter ParseParameter(int first, ParameterKind kind, bool annotated)
    {
        if (Kind == TokenKind.LeftParenthesis)
        {
            FailHere(annotated ? "Function parameters cannot be parenthesized" : "Lambda expression parameters cannot be parenthesized");
        }

        var name = ReadName();
        PythonExpression? annotation = null;
        if (annotated && Accept(TokenKind.Colon))
        {
            annotation = kind == ParameterKind.VarPositional ? ParseStarExpression() : ParseExpression();
        }

        PythonExpression? @default = null;
        if (Kind == TokenKind.Assign)
        {
            FailIf(kind == ParameterKind.VarPositional, "var-positional argument cannot have default value");
            FailIf(kind == ParameterKind.VarKeyword, "var-keyword argument cannot have default value");
            Advance();
            FailIf(Kind is TokenKind.Comma or TokenKind.RightParenthesis, "expected default value expression");
            @default = ParseExpression();
        }

        // The star belongs to the syntax and not to the parameter's own place.
        var start = kind is ParameterKind.VarPositional or ParameterKind.VarKeyword ? first + 1 : first;
        return new Parameter(name, kind, annotation, @default, SpanFrom(Math.Min(start, _last)));
    }

    private void FailIf(bool condition, string message)
    {
        if (condition)
        {
            FailHere(message);
        }
    }

    private ImmutableArray<Parameter> FinishParameters(int mark, int positionalOnly)
    {
        for (var i = mark; i < mark + positionalOnly; i++)
        {
            var p = (Parameter)_scratch[i];
            _scratch[i] = new Parameter(p.Name, ParameterKind.PositionalOnly, p.Annotation, p.Default, p.Span);
        }

        return Take<Parameter>(mark);
    }

    private ImmutableArray<TypeParameter> ParseTypeParameters()
    {
        if (Kind != TokenKind.LeftBracket)
        {
            return [];
        }

        Advance();
        FailIf(Kind == TokenKind.RightBracket, "Type parameter list cannot be empty");
        var mark = _scratch.Count;
        do
        {
            if (Kind == TokenKind.RightBracket)
            {
                break;
            }

            _scratch.Add(ParseTypeParameter());
        }
        while (Accept(TokenKind.Comma));

        Expect(TokenKind.RightBracket);
        return Take<TypeParameter>(mark);
    }

    private TypeParameter ParseTypeParameter()
    {
        var first = _index;
        var kind = Accept(TokenKind.Star) ? TypeParameterKind.TypeVarTuple
            : Accept(TokenKind.DoubleStar) ? TypeParameterKind.ParamSpec
            : TypeParameterKind.TypeVar;
        var name = ReadName();
        PythonExpression? bound = null;
        if (Kind == TokenKind.Colon)
        {
            FailIf(kind == TypeParameterKind.TypeVarTuple, "cannot use bound with TypeVarTuple");
            FailIf(kind == TypeParameterKind.ParamSpec, "cannot use bound with ParamSpec");
            Advance();
            bound = ParseExpression();
        }

        PythonExpression? @default = null;
        if (Accept(TokenKind.Assign))
        {
            @default = kind == TypeParameterKind.TypeVarTuple ? ParseStarExpression() : ParseExpression();
        }

        return new TypeParameter(name, kind, bound, @default, SpanFrom(first));
    }
}
