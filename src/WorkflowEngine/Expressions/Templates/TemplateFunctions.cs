using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions.Functions;
using WorkflowEngine.Expressions.Templates.Parts;

namespace WorkflowEngine.Expressions.Templates;

/// <summary>What a template can call besides the functions of the expression language. An answer of null means it does not know the name.</summary>
internal sealed class TemplateFunctions(TemplateRun run)
{
    public bool? TryCall(ref Evaluation evaluation, ExpressionNode node, string name, TemplateCall call, out ExpressionValue value)
    {
        value = default;
        for (var frame = run.Frame; frame is not null; frame = frame.Parent)
        {
            if (frame.Macros.TryGetValue(name, out var macro))
            {
                return macro.TryCall(ref evaluation, run, call, CallerOf(node), out value);
            }

            if (name == "loop" && frame.Loop is { } loop)
            {
                return CallLoop(ref evaluation, loop, call, out value);
            }
        }

        switch (name)
        {
            case "super":
                return CallSuper(ref evaluation, out value);
            case "range":
                return CallRange(ref evaluation, call, out value);
            case "dict" or "namespace":
                var entries = new Dictionary<string, ExpressionValue>(StringComparer.Ordinal);
                foreach (var (key, entry) in call.Named)
                {
                    entries[key] = entry;
                }

                value = ExpressionValue.Of(entries);
                return call.Values.Length == 0 || evaluation.Fail(ExpressionCodes.ArgumentCount, $"'{name}' takes only arguments with names.");
            default:
                return null;
        }
    }

    public bool? TryCallOf(ref Evaluation evaluation, ExpressionNode node, string owner, string name, TemplateCall call, out ExpressionValue value)
    {
        value = default;
        for (var frame = run.Frame; frame is not null; frame = frame.Parent)
        {
            if (frame.Modules.TryGetValue(owner, out var module))
            {
                return module.Macros.TryGetValue(name, out var macro)
                    ? macro.TryCall(ref evaluation, run, call, CallerOf(node), out value)
                    : evaluation.Fail(ExpressionCodes.UnknownFunction, $"The template imported as '{owner}' has no macro '{name}'.");
            }

            if (owner == "loop" && frame.Loop is { } loop)
            {
                return CallOfLoop(ref evaluation, loop, name, call, out value);
            }

            if (frame.Names.ContainsKey(owner))
            {
                return null;
            }
        }

        return owner == "self" && run.Blocks.ContainsKey(name)
            ? run.Capture(() => BlockPart.RenderLevel(run, name, 0), out value)
            : null;
    }

    private Macro? CallerOf(ExpressionNode node) => run.Caller is { } caller && ReferenceEquals(caller.Call, node) ? caller.Body : null;

    private bool CallSuper(ref Evaluation evaluation, out ExpressionValue value)
    {
        value = default;
        if (run.Block is not { } block || block.Level + 1 >= run.Blocks[block.Name].Count)
        {
            return evaluation.Fail(TemplateCodes.UndefinedValue, "There is no block above this one for 'super()'.");
        }

        return run.Capture(() => BlockPart.RenderLevel(run, block.Name, block.Level + 1), out value);
    }

    private bool CallLoop(ref Evaluation evaluation, LoopRun loop, TemplateCall call, out ExpressionValue value)
    {
        value = default;
        if (!loop.Part.IsRecursive || call.Values.Length != 1)
        {
            return evaluation.Fail(ExpressionCodes.UnknownFunction, "Only a loop that says 'recursive' can be called, with the items of the next one.");
        }

        var items = call.Values[0];
        return run.Capture(() => loop.Part.RenderItems(run, items, loop.Depth + 1), out value);
    }

    private static bool? CallOfLoop(ref Evaluation evaluation, LoopRun loop, string name, TemplateCall call, out ExpressionValue value)
    {
        value = default;
        switch (name)
        {
            case "cycle" when call.Values.Length > 0:
                value = call.Values[loop.Index % call.Values.Length];
                return true;
            case "changed":
                value = ExpressionValue.Of(loop.IsChanged(call.Values));
                return true;
            default:
                return evaluation.Fail(ExpressionCodes.UnknownFunction, $"'loop' has no function '{name}' with such arguments.");
        }
    }

    /// <summary><c>range(end)</c>, <c>range(start, end)</c> and <c>range(start, end, step)</c>.</summary>
    private static bool CallRange(ref Evaluation evaluation, TemplateCall call, out ExpressionValue value)
    {
        value = default;
        var bounds = new long[] { 0, 0, 1 };
        if (call.Values.Length is 0 or > 3 || call.Named.Length > 0)
        {
            return evaluation.Fail(ExpressionCodes.ArgumentCount, $"'range' takes 1 to 3 arguments without names, not {call.Values.Length + call.Named.Length}.");
        }

        for (var i = 0; i < call.Values.Length; i++)
        {
            if (!Arguments.TryInteger(ref evaluation, "range", call.Values[i], out bounds[call.Values.Length == 1 ? 1 : i]))
            {
                return false;
            }
        }

        var (start, end, step) = (bounds[0], bounds[1], bounds[2]);
        if (step == 0)
        {
            return evaluation.Fail(ExpressionCodes.NumberRange, "The step of 'range' is zero.");
        }

        var count = (Int128)(step > 0 ? (Int128)end - start + step - 1 : (Int128)start - end - step - 1) / (step > 0 ? step : -(Int128)step);
        if (!evaluation.Reserve((long)Int128.Clamp(count, 0, long.MaxValue >> 1)))
        {
            return false;
        }

        value = ExpressionValue.Of([.. Enumerable.Range(0, (int)Int128.Max(count, 0)).Select(index => ExpressionValue.Of(start + (index * step)))]);
        return true;
    }
}
