using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions.Templates.Filters;

namespace WorkflowEngine.Expressions.Templates;

/// <summary>The arguments of a call in a template as written.</summary>
internal sealed class TemplateArguments(TokenStream tokens, TemplateExpressionParser parser)
{
    private readonly List<ExpressionNode> _values = [];
    private readonly List<(Token Name, ExpressionNode Value)> _named = [];

    public int Height => Math.Max(_values.Count == 0 ? 0 : _values.Max(value => value.Height), _named.Count == 0 ? 0 : _named.Max(value => value.Value.Height));

    /// <summary>Reads them from the opening parenthesis to the closing one.</summary>
    public bool Read()
    {
        tokens.Skip(1);
        while (tokens.Current.Kind != TokenKind.RightParenthesis)
        {
            Token? name = tokens.Current.Kind == TokenKind.Name && tokens.Peek(1).Kind == TokenKind.Assign ? tokens.Take() : null;
            tokens.Skip(name is null ? 0 : 1);
            if (parser.Parse() is not { } value)
            {
                return false;
            }

            if (name is { } named)
            {
                _named.Add((named, value));
            }
            else if (_named.Count == 0)
            {
                _values.Add(value);
            }
            else
            {
                tokens.Fail(
                    ExpressionCodes.Syntax, "Arguments without a name stand before those with one.", new Token(TokenKind.Invalid, value.Start, value.End));
                return false;
            }

            if (tokens.Current.Kind != TokenKind.Comma)
            {
                break;
            }

            tokens.Skip(1);
        }

        return tokens.Expect(TokenKind.RightParenthesis, "')'");
    }

    /// <summary>The arguments in the order of a filter's parameters, null where one is not given; null as a whole after a mistake.</summary>
    public ExpressionNode?[]? Bind(TemplateFilter filter, Token name)
    {
        var bound = new ExpressionNode?[filter.Parameters.Count];
        if (_values.Count > bound.Length && !filter.TakesMore)
        {
            tokens.Fail(
                ExpressionCodes.ArgumentCount,
                $"The filter '{filter.Name}' takes at most {TextOf(bound.Length)}, not {_values.Count}.",
                name);
            return null;
        }

        Array.Resize(ref bound, Math.Max(bound.Length, _values.Count));
        for (var i = 0; i < _values.Count; i++)
        {
            bound[i] = _values[i];
        }

        foreach (var (word, value) in _named)
        {
            var index = filter.Parameters.IndexOf(tokens.Text(word));
            if (index < 0 || bound[index] is not null)
            {
                var complaint = index < 0 ? "has no argument named" : "is given twice the argument";
                tokens.Fail(ExpressionCodes.ArgumentCount, $"The filter '{filter.Name}' {complaint} '{tokens.Text(word)}'.", word);
                return null;
            }

            bound[index] = value;
        }

        for (var i = 0; i < filter.Fewest; i++)
        {
            if (bound[i] is null)
            {
                tokens.Fail(ExpressionCodes.ArgumentCount, $"The filter '{filter.Name}' needs the argument '{filter.Parameters[i]}'.", name);
                return null;
            }
        }

        return bound;
    }

    /// <summary><c>default(value, boolean)</c>, which must not fail on what is missing and so is no ordinary filter.</summary>
    public TemplateDefaultNode ReadDefault(ExpressionNode operand, int end)
    {
        var value = _values.Count > 0 ? _values[0] : Named("default_value") ?? Named("value");
        var covers = _values.Count > 1 ? _values[1] : Named("boolean");
        return new TemplateDefaultNode(operand, value, covers, Math.Max(end, tokens.LastEnd));
    }

    /// <summary>Evaluates all of them.</summary>
    public bool TryEvaluate(ref Evaluation evaluation, out TemplateCall call)
    {
        call = new TemplateCall(new ExpressionValue[_values.Count], new (string, ExpressionValue)[_named.Count]);
        for (var i = 0; i < _values.Count; i++)
        {
            if (!_values[i].TryEvaluate(ref evaluation, out call.Values[i]))
            {
                return false;
            }
        }

        for (var i = 0; i < _named.Count; i++)
        {
            if (!_named[i].Value.TryEvaluate(ref evaluation, out var value))
            {
                return false;
            }

            call.Named[i] = (tokens.Text(_named[i].Name), value);
        }

        return true;
    }

    private ExpressionNode? Named(string name)
    {
        foreach (var (word, value) in _named)
        {
            if (tokens.Text(word) == name)
            {
                return value;
            }
        }

        return null;
    }

    private static string TextOf(int count) => count == 1 ? "1 argument" : $"{count} arguments";
}
