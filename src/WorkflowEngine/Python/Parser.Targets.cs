using System.Collections.Immutable;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python;

/// <summary>What can stand left of "=", after "for", "as" and "del".</summary>
internal sealed partial class Parser
{
    // The names of a loop: everything up to "in", which therefore is no operator here.
    private PythonExpression ParseTargetList()
    {
        var first = _index;
        var item = ParseTarget();
        if (Kind != TokenKind.Comma)
        {
            return item;
        }

        var mark = _scratch.Count;
        _scratch.Add(item);
        while (Accept(TokenKind.Comma) && CanStartExpression(Kind))
        {
            _scratch.Add(ParseTarget());
        }

        return new TupleExpression(Take<PythonExpression>(mark), SpanFrom(first));
    }

    private PythonExpression ParseTarget()
    {
        var target = Kind == TokenKind.Star ? ParseStarred() : ParseOperators(OperatorTable.BitOr);
        if (Kind is TokenKind.In or TokenKind.Comma)
        {
            CheckTarget(target, "cannot assign to {0}");
        }

        return target;
    }

    private void CheckTarget(PythonExpression target, string message)
    {
        switch (target)
        {
            case NameExpression or AttributeExpression or SubscriptExpression:
                break;
            case StarredExpression { Value: not StarredExpression } starred:
                CheckTarget(starred.Value, message);
                break;
            case TupleExpression tuple:
                CheckTargets(tuple.Items, message);
                break;
            case ListExpression list:
                CheckTargets(list.Items, message);
                break;
            default:
                FailAt(target, string.Format(System.Globalization.CultureInfo.InvariantCulture, message, NameOf(target)));
                break;
        }
    }

    private void CheckTargets(ImmutableArray<PythonExpression> targets, string message)
    {
        foreach (var target in targets)
        {
            CheckTarget(target, message);
        }
    }

    private void CheckDeleted(PythonExpression target)
    {
        switch (target)
        {
            case NameExpression or AttributeExpression or SubscriptExpression:
                break;
            case TupleExpression tuple:
                CheckDeleted(tuple.Items);
                break;
            case ListExpression list:
                CheckDeleted(list.Items);
                break;
            default:
                FailAt(target, $"cannot delete {NameOf(target)}");
                break;
        }
    }

    private void CheckDeleted(ImmutableArray<PythonExpression> targets)
    {
        foreach (var target in targets)
        {
            CheckDeleted(target);
        }
    }

    private static string NameOf(PythonExpression expression) => expression switch
    {
        CallExpression => "function call",
        ConstantExpression { Value: PythonConstant.None } => "None",
        ConstantExpression { Value: PythonConstant.True } => "True",
        ConstantExpression { Value: PythonConstant.False } => "False",
        ConstantExpression => "ellipsis",
        IntegerLiteral or FloatLiteral or ImaginaryLiteral or StringLiteral or BytesLiteral => "literal",
        FormattedString => "f-string expression",
        DictExpression => "dict literal",
        SetExpression => "set display",
        DictComprehension => "dict comprehension",
        ComprehensionExpression { Kind: ComprehensionKind.List } => "list comprehension",
        ComprehensionExpression { Kind: ComprehensionKind.Set } => "set comprehension",
        ComprehensionExpression => "generator expression",
        YieldExpression or YieldFromExpression => "yield expression",
        AwaitExpression => "await expression",
        LambdaExpression => "lambda",
        CompareExpression => "comparison",
        ConditionalExpression => "conditional expression",
        NamedExpression => "named expression",
        TupleExpression => "tuple",
        ListExpression => "list",
        StarredExpression => "starred",
        AttributeExpression => "attribute",
        SubscriptExpression => "subscript",
        NameExpression => "name",
        _ => "expression",
    };
}
