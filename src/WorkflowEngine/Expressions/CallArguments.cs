using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions.Functions;
using WorkflowEngine.Expressions.Nodes;

namespace WorkflowEngine.Expressions;

/// <summary>The arguments of a call as written; those with a name are put into their place.</summary>
internal sealed class CallArguments
{
    private readonly List<(Token Name, ExpressionNode Value)> _named = [];

    public List<ExpressionNode> Values { get; } = [];

    public bool TryAdd(TokenStream tokens, Token? name, ExpressionNode value)
    {
        if (name is { } named)
        {
            _named.Add((named, value));
            return true;
        }

        Values.Add(value);
        if (_named.Count == 0)
        {
            return true;
        }

        tokens.Fail(
            ExpressionCodes.Syntax, "Arguments without a name stand before those with one.", new Token(TokenKind.Invalid, value.Start, value.End));
        return false;
    }

    /// <summary>Moves the named arguments to where the function takes them; those that pick items by key become pairs of key and value.</summary>
    public bool TryOrder(TokenStream tokens, string function)
    {
        var parameters = _named.Count > 0 ? Parameters.Of(function) : null;
        foreach (var (name, value) in _named)
        {
            if (Parameters.TakesKeys(function))
            {
                Values.Add(new LiteralNode(name.Start, name.End, ExpressionValue.Of(tokens.Text(name))));
                Values.Add(value);
                continue;
            }

            var index = parameters is null ? -1 : Array.IndexOf(parameters, tokens.Text(name));
            if (index < 0)
            {
                tokens.Fail(ExpressionCodes.ArgumentCount, $"'{function}' has no argument named '{tokens.Text(name)}'.", name);
                return false;
            }

            if (index < Values.Count && Values[index] is not LiteralNode { Start: -1 })
            {
                tokens.Fail(ExpressionCodes.ArgumentCount, $"'{function}' is given '{tokens.Text(name)}' twice.", name);
                return false;
            }

            while (Values.Count <= index)
            {
                Values.Add(new LiteralNode(-1, -1, ExpressionValue.Null));
            }

            Values[index] = value;
        }

        return true;
    }
}
