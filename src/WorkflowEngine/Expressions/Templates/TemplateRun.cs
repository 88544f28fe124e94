using System.Runtime.CompilerServices;
using System.Text;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions.Templates.Parts;

namespace WorkflowEngine.Expressions.Templates;

/// <summary>One rendering under way: the names, the text so far, and what it may still cost.</summary>
internal sealed class TemplateRun : IExpressionScope
{
    private readonly IReadOnlyDictionary<string, ExpressionValue> _inputs;
    private readonly TemplateLoader _loader;
    private readonly TemplateLimits _limits;
    private readonly TemplateFunctions _functions;
    private int _depth;
    private int _rounds;
    private int _captures;

    public TemplateRun(IReadOnlyDictionary<string, ExpressionValue> inputs, TemplateLoader loader, TemplateLimits limits)
    {
        (_inputs, _loader, _limits) = (inputs, loader, limits);
        StepsLeft = limits.MaxSteps;
        ExpressionLimits = ExpressionLimits.Default with { MaxOutput = limits.MaxOutput };
        _functions = new TemplateFunctions(this);
    }

    public ExpressionLimits ExpressionLimits { get; }

    public StringBuilder Output { get; private set; } = new();

    public bool PrintedSecret { get; private set; }

    public TemplateFrame Frame { get; private set; } = new(null);

    public long StepsLeft { get; set; }

    /// <summary>The template that the current one extends, once it said so.</summary>
    public Template? Parent { get; set; }

    /// <summary>Whether what would be printed is not: a template that extends another prints only what is in its blocks.</summary>
    public bool IsSilent => Parent is not null && _captures == 0;

    /// <summary>The blocks of the current template and those it extends: the innermost child's first.</summary>
    public Dictionary<string, List<BlockPart>> Blocks { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>The block that is being rendered and how far up it was found.</summary>
    public (string Name, int Level)? Block { get; set; }

    /// <summary>What the macro that a call names may call back.</summary>
    public (ExpressionNode Call, Macro Body)? Caller { get; set; }

    /// <summary>What ended the rendering; null as long as nothing did.</summary>
    public Diagnostic? Failure => Failures.Count > 0 ? Failures[0] : null;

    public List<Diagnostic> Failures { get; } = [];

    public bool TryGetName(string name, out ExpressionValue value)
    {
        for (var frame = Frame; frame is not null; frame = frame.Parent)
        {
            if (frame.Names.TryGetValue(name, out value))
            {
                return true;
            }

            if (frame.Modules.TryGetValue(name, out var module))
            {
                value = module.ToMap();
                return true;
            }
        }

        if (!_inputs.TryGetValue(name, out value))
        {
            value = TemplateText.Undefined;
        }

        return true;
    }

    public bool TryCall(string function, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        value = default;
        return false;
    }

    /// <summary>Calls what templates have besides the functions of the language; null when it has none of that name.</summary>
    public bool? TryCall(ref Evaluation evaluation, ExpressionNode node, string name, TemplateCall call, out ExpressionValue value)
    {
        StepsLeft = evaluation.StepsLeft;
        var handled = _functions.TryCall(ref evaluation, node, name, call, out value);
        evaluation.StepsLeft = Math.Min(StepsLeft, evaluation.StepsLeft);
        return handled;
    }

    /// <summary>Calls what a template's own things have: <c>loop.cycle</c>, a macro of an imported template; null when there is none.</summary>
    public bool? TryCallOf(ref Evaluation evaluation, ExpressionNode node, string owner, string name, TemplateCall call, out ExpressionValue value)
    {
        StepsLeft = evaluation.StepsLeft;
        var handled = _functions.TryCallOf(ref evaluation, node, owner, name, call, out value);
        evaluation.StepsLeft = Math.Min(StepsLeft, evaluation.StepsLeft);
        return handled;
    }

    /// <summary>Renders a template and those it extends with names of its own; false after a failure.</summary>
    public bool RenderTemplate(Template template, TemplateFrame frame)
    {
        var (outer, parent, blocks, block, captures) = (Frame, Parent, Blocks, Block, _captures);
        (Frame, Parent, Blocks, Block, _captures) = (frame, null, new(StringComparer.Ordinal), null, 0);
        var succeeded = RenderLineage(template);
        (Frame, Parent, Blocks, Block, _captures) = (outer, parent, blocks, block, captures);
        return succeeded;
    }

    /// <summary>Renders parts with names of their own.</summary>
    public bool RenderInside(TemplateFrame frame, PartList parts)
    {
        var outer = Frame;
        Frame = frame;
        var succeeded = parts.Render(this);
        Frame = outer;
        return succeeded;
    }

    public bool TryEvaluateInside(TemplateFrame frame, TemplateExpression expression, out ExpressionValue value)
    {
        var outer = Frame;
        Frame = frame;
        var succeeded = expression.TryEvaluate(this, out value);
        Frame = outer;
        return succeeded;
    }

    public bool CaptureInside(TemplateFrame frame, PartList parts, out ExpressionValue text) => Capture(() => RenderInside(frame, parts), out text);

    /// <summary>Takes what an action renders as a text of its own.</summary>
    public bool Capture(Func<bool> render, out ExpressionValue text)
    {
        var (output, isSecret) = (Output, PrintedSecret);
        (Output, PrintedSecret) = (new StringBuilder(), false);
        _captures++;
        var succeeded = render();
        _captures--;
        text = ExpressionValue.Of(Output.ToString());
        text = PrintedSecret ? text.AsSecret() : text;
        (Output, PrintedSecret) = (output, isSecret);
        return succeeded;
    }

    /// <summary>Goes one call deeper; every call that came back true is ended by <see cref="Leave"/>.</summary>
    public bool Enter(TemplateSource source, int start, int end)
    {
        if (_depth < _limits.MaxDepth && RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            _depth++;
            return true;
        }

        return Fail(source.Error(TemplateCodes.TooDeep, $"Includes, macros and blocks call each other more than {_limits.MaxDepth} deep.", start, end));
    }

    public void Leave() => _depth--;

    /// <summary>Pays for one round of a loop.</summary>
    public bool CountRound(TemplateSource source, int start, int end) =>
        ++_rounds <= _limits.MaxIterations
        || Fail(source.Error(TemplateCodes.LoopLimit, $"The loops go round more than {_limits.MaxIterations} times.", start, end));

    /// <summary>Adds to the text.</summary>
    public bool Append(string text, TemplateSource source, int start, int end)
    {
        if (Output.Length + text.Length > _limits.MaxOutput)
        {
            return Fail(source.Error(TemplateCodes.OutputLimit, $"The text becomes longer than {_limits.MaxOutput} characters.", start, end));
        }

        StepsLeft -= 1 + (text.Length >> 4);
        if (StepsLeft < 0)
        {
            return Fail(source.Error(TemplateCodes.StepLimit, "The template takes too many steps.", start, end));
        }

        Output.Append(text);
        return true;
    }

    public bool Print(in ExpressionValue value, TemplateSource source, int start, int end)
    {
        PrintedSecret |= value.IsSecret;
        return Append(TemplateText.Of(value), source, start, end);
    }

    /// <summary>Finds a template by the value of the expression that names it; null after a failure, or when it may be missing and is.</summary>
    public Template? Load(in ExpressionValue name, bool mayBeMissing, TemplateSource source, int start, int end)
    {
        if (!name.TryGetText(out var text))
        {
            Fail(source.Error(ExpressionCodes.WrongKind, $"The name of a template must be a string, not {ValueNames.Of(name)}.", start, end));
            return null;
        }

        var load = _loader(text, source.File);
        if (load.Template is null && load.Problem is not null && !mayBeMissing)
        {
            Fail(source.Error(TemplateCodes.NotFound, $"The template '{text}' is not found: {load.Problem}.", start, end));
        }

        Failures.AddRange(load.Diagnostics);
        return load.Template;
    }

    public bool Fail(Diagnostic failure)
    {
        Failures.Add(failure);
        return false;
    }

    private bool RenderLineage(Template template)
    {
        var entered = 0;
        var succeeded = true;
        for (var next = template; next is not null && succeeded; next = Parent)
        {
            Parent = null;
            foreach (var (name, block) in next.Blocks)
            {
                if (!Blocks.TryGetValue(name, out var lineage))
                {
                    Blocks.Add(name, lineage = []);
                }

                lineage.Add(block);
            }

            succeeded = ReferenceEquals(next, template) || Enter(next.Source, 0, 0);
            entered += succeeded && !ReferenceEquals(next, template) ? 1 : 0;
            succeeded = succeeded && next.Body.Render(this);
        }

        _depth -= entered;
        return succeeded;
    }
}
