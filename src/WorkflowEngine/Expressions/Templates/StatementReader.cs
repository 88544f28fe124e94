using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions.Templates.Parts;

namespace WorkflowEngine.Expressions.Templates;

/// <summary>Reads one statement with its body. Null is a statement with a mistake, which was told.</summary>
internal sealed class StatementReader(TemplateSource source, TemplateParser parser, List<Diagnostic> diagnostics)
{
    private static readonly string[] Inner =
    [
        "elif", "else", "endblock", "endcall", "endfilter", "endfor", "endif", "endmacro", "endraw", "endset", "endwith",
    ];

    private const string All = "if, for, set, with, macro, call, filter, include, import, from, extends, block and raw";

    public Dictionary<string, BlockPart> Blocks { get; } = new(StringComparer.Ordinal);

    public TemplatePart? Read(TemplateTag tag)
    {
        if (tag.Keyword.Length > 0)
        {
            tag.Tokens.Skip(1);
        }

        switch (tag.Keyword)
        {
            case "if":
                return ReadIf(tag);
            case "for":
                return ReadFor(tag);
            case "set":
                return ReadSet(tag);
            case "with":
                return ReadWith(tag);
            case "macro":
                return ReadMacro(tag);
            case "call":
                return ReadCall(tag);
            case "filter":
                return ReadFilter(tag);
            case "block":
                return ReadBlock(tag);
            case "extends":
                return Finish(tag, tag.Expression()) is { } parent ? new ExtendsPart(source, tag.Start, tag.End, parent) : null;
            case "include":
                return ReadInclude(tag);
            case "import":
                return ReadImport(tag);
            case "from":
                return ReadFrom(tag);
            default:
                Refuse(tag);
                return null;
        }
    }

    private IfPart? ReadIf(TemplateTag open)
    {
        var branches = new List<(TemplateExpression?, PartList)>();
        var tag = open;
        var hasElse = false;
        while (tag is not null)
        {
            var isElse = tag.Keyword == "else";
            var condition = isElse ? null : tag.Expression();
            tag.Finish(diagnostics);
            var (body, end) = parser.ParseUntil(open, hasElse || isElse ? ["endif"] : ["elif", "else", "endif"]);
            if (isElse || condition is not null)
            {
                branches.Add((condition, body));
            }

            hasElse |= isElse;
            if (end is null || end.Keyword == "endif")
            {
                end?.Finish(diagnostics);
                break;
            }

            tag = end;
        }

        return new IfPart(source, open.Start, open.End, branches);
    }

    private ForPart? ReadFor(TemplateTag tag)
    {
        var target = tag.Target();
        var items = target is not null && tag.Tokens.Expect(TokenKind.In, "'in'") ? tag.Tuple(takesCondition: false) : null;
        var condition = items is not null && tag.Take("if") ? tag.Expression() : null;
        var isRecursive = tag.Tokens.Error is null && tag.Take("recursive");
        tag.Finish(diagnostics);
        var (body, end) = parser.ParseUntil(tag, ["else", "endfor"]);
        var otherwise = PartList.Empty;
        if (end?.Keyword == "else")
        {
            end.Finish(diagnostics);
            (otherwise, end) = parser.ParseUntil(tag, ["endfor"]);
        }

        end?.Finish(diagnostics);
        return items is null ? null : new ForPart(source, tag.Start, tag.End, target!, items, condition, isRecursive, body, otherwise);
    }

    private TemplatePart? ReadSet(TemplateTag tag)
    {
        if (tag.Tokens.Peek(1).Kind == TokenKind.Dot)
        {
            var owner = tag.Name("a name");
            tag.Tokens.Skip(1);
            var key = owner is null ? null : tag.Name("a key");
            var assigned = key is not null && TakeAssign(tag) ? tag.Tuple(takesCondition: true) : null;
            tag.Finish(diagnostics);
            return assigned is null ? null : new SetPart(source, tag.Start, tag.End, null, owner!, key!, assigned);
        }

        var name = tag.Tokens.Current.Kind == TokenKind.Name ? tag.Tokens.Text(tag.Tokens.Current) : "";
        var target = tag.Target();
        if (target is not null && tag.Tokens.Current.Kind is TokenKind.End or TokenKind.Pipe)
        {
            var filtered = tag.Tokens.Current.Kind == TokenKind.Pipe ? tag.Filters(name) : null;
            tag.Finish(diagnostics);
            return new BlockSetPart(source, tag.Start, tag.End, name, Body(tag, "endset"), filtered);
        }

        var value = target is not null && TakeAssign(tag) ? tag.Tuple(takesCondition: true) : null;
        tag.Finish(diagnostics);
        return value is null ? null : new SetPart(source, tag.Start, tag.End, target, "", "", value);
    }

    private WithPart ReadWith(TemplateTag tag)
    {
        var names = new List<(TemplateTarget, TemplateExpression)>();
        while (tag.Tokens.Error is null && tag.Tokens.Current.Kind != TokenKind.End)
        {
            tag.Tokens.Skip(names.Count > 0 && tag.Tokens.Current.Kind == TokenKind.Comma ? 1 : 0);
            var target = tag.Name("a name") is { } name ? new TemplateTarget(source, tag.Start, tag.End, [name]) : null;
            if (target is not null && TakeAssign(tag) && tag.Expression() is { } value)
            {
                names.Add((target, value));
            }
        }

        tag.Finish(diagnostics);
        return new WithPart(source, tag.Start, tag.End, names, Body(tag, "endwith"));
    }

    private MacroPart? ReadMacro(TemplateTag tag)
    {
        var name = tag.Name("the name of the macro");
        var parameters = name is null ? [] : Parameters(tag, isOptional: false);
        tag.Finish(diagnostics);
        var definition = Definition(tag, name ?? "", parameters, "endmacro");
        return name is null ? null : new MacroPart(source, tag.Start, tag.End, definition);
    }

    private CallPart? ReadCall(TemplateTag tag)
    {
        var parameters = Parameters(tag, isOptional: true);
        var call = tag.Tokens.Error is null ? tag.Call() : null;
        tag.Finish(diagnostics);
        var body = Definition(tag, "caller", parameters, "endcall");
        return call is { } found ? new CallPart(source, tag.Start, tag.End, body, found.Node, found.Expression) : null;
    }

    private FilterPart? ReadFilter(TemplateTag tag)
    {
        var filtered = tag.Filters(FilterPart.TextName);
        tag.Finish(diagnostics);
        var body = Body(tag, "endfilter");
        return filtered is null ? null : new FilterPart(source, tag.Start, tag.End, body, filtered);
    }

    private BlockPart? ReadBlock(TemplateTag tag)
    {
        var name = tag.Name("the name of the block");
        while (tag.Take("scoped") || tag.Take("required"))
        {
            // Blocks always see the names around them, so the first word changes nothing.
        }

        tag.Finish(diagnostics);
        var (body, end) = parser.ParseUntil(tag, ["endblock"]);
        if (end?.Tokens.Current.Kind == TokenKind.Name)
        {
            end.Tokens.Skip(1);
        }

        end?.Finish(diagnostics);
        if (name is null)
        {
            return null;
        }

        var block = new BlockPart(source, tag.Start, tag.End, name, body);
        if (!Blocks.TryAdd(name, block))
        {
            diagnostics.Add(source.Error(TemplateCodes.Duplicate, $"The template has two blocks named '{name}'.", tag.Start, tag.End));
        }

        return block;
    }

    private IncludePart? ReadInclude(TemplateTag tag)
    {
        var file = tag.Expression();
        var mayBeMissing = file is not null && tag.Take("ignore");
        if (mayBeMissing && !tag.Take("missing"))
        {
            tag.Tokens.FailExpected("'missing'");
        }

        var seesNames = Context(tag, isDefault: true);
        tag.Finish(diagnostics);
        return file is null ? null : new IncludePart(source, tag.Start, tag.End, file, mayBeMissing, seesNames);
    }

    private ImportPart? ReadImport(TemplateTag tag)
    {
        var file = tag.Expression();
        string? name = null;
        if (file is not null && tag.Take("as"))
        {
            name = tag.Name("a name");
        }
        else
        {
            tag.Tokens.FailExpected("'as'");
        }

        var seesNames = Context(tag, isDefault: false);
        tag.Finish(diagnostics);
        return name is null ? null : new ImportPart(source, tag.Start, tag.End, file!, name, [], seesNames);
    }

    private ImportPart? ReadFrom(TemplateTag tag)
    {
        var file = tag.Expression();
        var names = new List<(string, string)>();
        if (file is not null && !tag.Take("import"))
        {
            tag.Tokens.FailExpected("'import'");
        }

        while (file is not null && tag.Tokens.Error is null && !tag.Tokens.IsWord("with") && !tag.Tokens.IsWord("without"))
        {
            if (tag.Name("a name") is { } name)
            {
                names.Add((name, tag.Take("as") ? tag.Name("a name") ?? name : name));
            }

            if (tag.Tokens.Current.Kind != TokenKind.Comma)
            {
                break;
            }

            tag.Tokens.Skip(1);
        }

        var seesNames = Context(tag, isDefault: false);
        tag.Finish(diagnostics);
        return file is null ? null : new ImportPart(source, tag.Start, tag.End, file, null, names, seesNames);
    }

    /// <summary>Reads <c>with context</c> or <c>without context</c>.</summary>
    private static bool Context(TemplateTag tag, bool isDefault)
    {
        var (with, without) = (tag.Take("with"), tag.Take("without"));
        if ((with || without) && !tag.Take("context"))
        {
            tag.Tokens.FailExpected("'context'");
        }

        return with || (isDefault && !without);
    }

    private static List<(string, TemplateExpression?)> Parameters(TemplateTag tag, bool isOptional)
    {
        var parameters = new List<(string Name, TemplateExpression? Default)>();
        if (isOptional && tag.Tokens.Current.Kind != TokenKind.LeftParenthesis)
        {
            return parameters;
        }

        var isOpen = tag.Tokens.Expect(TokenKind.LeftParenthesis, "'('");
        while (isOpen && tag.Tokens.Error is null && tag.Tokens.Current.Kind != TokenKind.RightParenthesis)
        {
            if (tag.Name("the name of a parameter") is not { } name)
            {
                return parameters;
            }

            if (parameters.Exists(parameter => parameter.Name == name))
            {
                tag.Tokens.Fail(TemplateCodes.Duplicate, $"Two parameters are named '{name}'.", tag.Tokens.Peek(-1));
            }

            var hasDefault = tag.Tokens.Current.Kind == TokenKind.Assign;
            tag.Tokens.Skip(hasDefault ? 1 : 0);
            parameters.Add((name, hasDefault ? tag.Expression() : null));
            if (tag.Tokens.Current.Kind != TokenKind.Comma)
            {
                break;
            }

            tag.Tokens.Skip(1);
        }

        _ = isOpen && tag.Tokens.Error is null && tag.Tokens.Expect(TokenKind.RightParenthesis, "')'");
        return parameters;
    }

    private MacroDefinition Definition(TemplateTag tag, string name, List<(string, TemplateExpression?)> parameters, string end)
    {
        var (body, close) = parser.ParseUntil(tag, [end]);
        if (close?.Tokens.Current.Kind == TokenKind.Name)
        {
            close.Tokens.Skip(1);
        }

        close?.Finish(diagnostics);
        var text = source.Text.AsSpan(tag.End, (close?.Start ?? source.Text.Length) - tag.End);
        var takesMore = text.Contains("varargs", StringComparison.Ordinal) || text.Contains("kwargs", StringComparison.Ordinal);
        return new MacroDefinition(source, name, parameters, takesMore, body);
    }

    private PartList Body(TemplateTag tag, string end)
    {
        var (body, close) = parser.ParseUntil(tag, [end]);
        close?.Finish(diagnostics);
        return body;
    }

    /// <summary>The sign of an assignment, which only means that in a statement.</summary>
    private static bool TakeAssign(TemplateTag tag) => tag.Tokens.Expect(TokenKind.Assign, "'='");

    private TemplateExpression? Finish(TemplateTag tag, TemplateExpression? expression)
    {
        tag.Finish(diagnostics);
        return expression;
    }

    private void Refuse(TemplateTag tag)
    {
        var (code, message, hint) =
            tag.Keyword.Length == 0 ? (TemplateCodes.Syntax, "A statement begins with its name.", null)
            : Inner.Contains(tag.Keyword) ? (TemplateCodes.Syntax, $"'{tag.Keyword}' has nothing here that it belongs to.", null)
            : (TemplateCodes.UnknownStatement, $"There is no statement '{tag.Keyword}'.", (string?)$"The statements are {All}.");
        diagnostics.Add(source.Error(code, message, tag.Start, tag.End, hint));
    }
}
