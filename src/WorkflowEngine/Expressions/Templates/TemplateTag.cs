using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions.Templates.Parts;

namespace WorkflowEngine.Expressions.Templates;

/// <summary>The inside of one tag: its tokens, and the expressions that are read of them.</summary>
internal sealed class TemplateTag
{
    private readonly TemplateSource _source;
    private readonly TemplateExpressionParser _parser;

    public TemplateTag(TemplateSource source, TemplateSegment segment)
    {
        _source = source;
        Segment = segment;
        Text = source.Text[segment.Start..segment.End];
        Tokens = new TokenStream(Text, ExpressionLimits.Default.MaxDepth, segment.Kind == TemplateSegmentKind.Statement);
        _parser = new TemplateExpressionParser(Text, Tokens);
        Keyword = TokenStream.IsKey(Tokens.Current.Kind) ? Tokens.Text(Tokens.Current) : "";
    }

    public TemplateSegment Segment { get; }

    public string Text { get; }

    public TokenStream Tokens { get; }

    /// <summary>The first word of a statement.</summary>
    public string Keyword { get; }

    public int Start => Segment.Start;

    public int End => Segment.End;

    public TemplateExpression? Expression(bool takesCondition = true) => Wrap(_parser.Parse(takesCondition));

    /// <summary>Reads the expressions of <c>a, b</c> as one list, or a single one as itself.</summary>
    public TemplateExpression? Tuple(bool takesCondition)
    {
        var start = Tokens.Current.Start;
        var items = new List<ExpressionNode>();
        do
        {
            Tokens.Skip(items.Count > 0 ? 1 : 0);
            if (_parser.Parse(takesCondition) is not { } item)
            {
                return null;
            }

            items.Add(item);
        }
        while (Tokens.Current.Kind == TokenKind.Comma);
        return Wrap(items.Count == 1 ? items[0] : new Nodes.ListNode([.. items], start, Tokens.LastEnd, items.Max(item => item.Height) + 1));
    }

    /// <summary>Reads a call; null, with the mistake told, when it is something else.</summary>
    public (ExpressionNode Node, TemplateExpression Expression)? Call()
    {
        var node = _parser.ParsePostfix();
        if (node is TemplateCallNode or MethodNode)
        {
            return (node, Wrap(node)!);
        }

        if (node is not null)
        {
            Tokens.FailExpected("the call of a macro");
        }

        return null;
    }

    /// <summary>Reads <c>upper | trim</c> as filters of a name.</summary>
    public TemplateExpression? Filters(string name)
    {
        ExpressionNode subject = new Nodes.NameNode(0, 0, name);
        var first = Tokens.Current.Kind == TokenKind.Pipe ? subject : _parser.ParseFilter(subject);
        return first is null ? null : Wrap(_parser.ParseFilters(first));
    }

    /// <summary>Reads a name, or <c>a, b</c>, with or without parentheses.</summary>
    public TemplateTarget? Target()
    {
        var start = Tokens.Current.Start;
        var isGroup = Tokens.Current.Kind == TokenKind.LeftParenthesis;
        Tokens.Skip(isGroup ? 1 : 0);
        var names = new List<string>();
        do
        {
            Tokens.Skip(names.Count > 0 ? 1 : 0);
            if (Name("a name") is not { } name)
            {
                return null;
            }

            names.Add(name);
        }
        while (Tokens.Current.Kind == TokenKind.Comma);
        return isGroup && !Tokens.Expect(TokenKind.RightParenthesis, "')'")
            ? null
            : new TemplateTarget(_source, Start + start, Start + Tokens.LastEnd, names);
    }

    public string? Name(string wanted)
    {
        if (Tokens.Current.Kind == TokenKind.Name)
        {
            return Tokens.Text(Tokens.Take());
        }

        Tokens.FailExpected(wanted);
        return null;
    }

    /// <summary>Takes a word when it is the next one.</summary>
    public bool Take(string word)
    {
        var isNext = Tokens.IsWord(word);
        Tokens.Skip(isNext ? 1 : 0);
        return isNext;
    }

    /// <summary>Ends the tag: nothing may be left of it. Tells its mistake if it has one.</summary>
    public void Finish(ICollection<Diagnostic> diagnostics)
    {
        if (Tokens.Error is null && Tokens.Current.Kind != TokenKind.End)
        {
            Tokens.FailUnexpected();
        }

        if (Tokens.Error is { } error)
        {
            diagnostics.Add(_source.Error(error.Code, error.Message, Start + error.Start, Start + error.End));
        }
    }

    private TemplateExpression? Wrap(ExpressionNode? node) => node is null ? null : new TemplateExpression(_source, Start, node);
}
