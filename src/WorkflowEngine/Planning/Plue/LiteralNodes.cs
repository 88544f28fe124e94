using System.Collections.Immutable;
using System.Numerics;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Parsing;
using WorkflowEngine.Python.Evaluation;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Planning.Plue;

/// <summary>
/// Lets decorators be read as literals whatever their arguments are: an argument that is not a literal is replaced by the literal of the
/// value it had, at its place.
/// </summary>
internal static class LiteralNodes
{
    private const int MaxDepth = 20;
    private const int MaxItems = 10_000;

    public static CallExpression WithValues(CallExpression decorator, Arguments values, PythonNames names)
    {
        var keywords = ImmutableArray.CreateBuilder<KeywordArgument>(decorator.Keywords.Length);
        foreach (var keyword in decorator.Keywords)
        {
            if (keyword.Name is null)
            {
                AddSpread(keywords, decorator, keyword, values);
            }
            else if (keyword.Name == "on" || IsLiteral(keyword.Value, names))
            {
                keywords.Add(keyword);
            }
            else
            {
                var value = Array.Find(values.Keywords, given => given.Key == keyword.Name).Value;
                keywords.Add(value is not null && Of(value, keyword.Value.Span, 0) is { } literal
                    ? new KeywordArgument(keyword.Name, literal, keyword.Span)
                    : keyword);
            }
        }

        return new CallExpression(decorator.Function, decorator.Arguments, keywords.ToImmutable(), decorator.Span);
    }

    private static void AddSpread(
        ImmutableArray<KeywordArgument>.Builder keywords, CallExpression decorator, KeywordArgument spread, Arguments values)
    {
        foreach (var (name, value) in values.Keywords)
        {
            if (!decorator.Keywords.Any(keyword => keyword.Name == name) && Of(value, spread.Span, 0) is { } literal)
            {
                keywords.Add(new KeywordArgument(name, literal, spread.Span));
            }
        }
    }

    private static bool IsLiteral(PythonExpression expression, PythonNames names) => expression switch
    {
        NameExpression { Name: "str" or "int" or "float" or "bool" } => true,
        StringLiteral or IntegerLiteral or FloatLiteral or ConstantExpression => true,
        ListExpression list => list.Items.All(item => IsLiteral(item, names)),
        TupleExpression tuple => tuple.Items.All(item => IsLiteral(item, names)),
        DictExpression dict => dict.Keys.All(key => key is not null && IsLiteral(key, names)) && dict.Values.All(value => IsLiteral(value, names)),
        CallExpression call => names.Resolve(call.Function) is not null && call.Arguments.All(argument => IsLiteral(argument, names))
            && call.Keywords.All(keyword => keyword.Name is not null && IsLiteral(keyword.Value, names)),
        _ => false,
    };

    private static PythonExpression? Of(object value, SourceSpan span, int depth)
    {
        if (depth > MaxDepth)
        {
            return null;
        }

        switch (value)
        {
            case string text:
                return new StringLiteral(text, span);
            case bool flag:
                return new ConstantExpression(flag ? PythonConstant.True : PythonConstant.False, span);
            case long number:
                return new IntegerLiteral(number, span);
            case BigInteger number:
                return new IntegerLiteral(number, span);
            case PythonSingleton when ReferenceEquals(value, Values.None):
                return new ConstantExpression(PythonConstant.None, span);
            case PythonList list:
                return Items(list.Items, span, depth) is { } items ? new ListExpression(items, span) : null;
            case PythonTuple tuple:
                return Items(tuple.Items, span, depth) is { } elements ? new ListExpression(elements, span) : null;
            case PythonDict dict:
                return Dict(dict, span, depth);
            case MarkedCall call:
                return Call(call, span, depth);
            case PythonClass type:
                return new NameExpression(type.Name, span);
            default:
                return null;
        }
    }

    private static ImmutableArray<PythonExpression>? Items(IReadOnlyCollection<object> values, SourceSpan span, int depth)
    {
        if (values.Count > MaxItems)
        {
            return null;
        }

        var items = ImmutableArray.CreateBuilder<PythonExpression>(values.Count);
        foreach (var value in values)
        {
            if (Of(value, span, depth + 1) is not { } item)
            {
                return null;
            }

            items.Add(item);
        }

        return items.ToImmutable();
    }

    private static DictExpression? Dict(PythonDict dict, SourceSpan span, int depth)
    {
        var entries = dict.Entries().Take(MaxItems).ToList();
        return Items([.. entries.Select(entry => entry.Key)], span, depth) is { } keys
            && Items([.. entries.Select(entry => entry.Value)], span, depth) is { } values
            ? new DictExpression([.. keys], values, span)
            : null;
    }

    private static CallExpression? Call(MarkedCall call, SourceSpan span, int depth)
    {
        if (Items(call.Arguments.Positional, span, depth) is not { } arguments)
        {
            return null;
        }

        var keywords = ImmutableArray.CreateBuilder<KeywordArgument>();
        foreach (var (name, value) in call.Arguments.Keywords)
        {
            if (Of(value, span, depth + 1) is not { } literal)
            {
                return null;
            }

            keywords.Add(new KeywordArgument(name, literal, span));
        }

        return new CallExpression(new NameExpression(call.Name, span), arguments, keywords.ToImmutable(), span);
    }
}
