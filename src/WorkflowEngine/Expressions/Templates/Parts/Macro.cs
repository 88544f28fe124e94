using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Expressions.Templates.Parts;

/// <summary>A macro that can be called, with the names it sees around it.</summary>
internal sealed class Macro(MacroDefinition definition, TemplateFrame closure)
{
    /// <summary>Renders the macro into a text; false after the run, or the evaluation, was told why it cannot be.</summary>
    /// <param name="evaluation">The evaluation that calls it.</param>
    /// <param name="run">The rendering.</param>
    /// <param name="call">The arguments.</param>
    /// <param name="caller">What <c>caller()</c> calls inside of it.</param>
    /// <param name="value">The text.</param>
    public bool TryCall(ref Evaluation evaluation, TemplateRun run, TemplateCall call, Macro? caller, out ExpressionValue value)
    {
        value = default;
        if (Misfit(call) is { } misfit)
        {
            return evaluation.Fail(ExpressionCodes.ArgumentCount, misfit);
        }

        if (!run.Enter(definition.Source, 0, 0))
        {
            return false;
        }

        var frame = new TemplateFrame(closure);
        if (caller is not null)
        {
            frame.Macros["caller"] = caller;
        }

        var rendered = Bind(run, frame, call) && run.CaptureInside(frame, definition.Body, out value);
        run.Leave();
        return rendered;
    }

    private string? Misfit(TemplateCall call)
    {
        if (definition.TakesMore)
        {
            return null;
        }

        if (call.Values.Length > definition.Parameters.Count)
        {
            return $"The macro '{definition.Name}' takes at most {definition.Parameters.Count} arguments, not {call.Values.Length}.";
        }

        foreach (var (name, _) in call.Named)
        {
            var index = definition.Parameters.ToList().FindIndex(parameter => parameter.Name == name);
            if (index < 0 || index < call.Values.Length)
            {
                return index < 0
                    ? $"The macro '{definition.Name}' has no parameter '{name}'."
                    : $"The macro '{definition.Name}' is given '{name}' twice.";
            }
        }

        return null;
    }

    private bool Bind(TemplateRun run, TemplateFrame frame, TemplateCall call)
    {
        var named = call.Named.ToDictionary(argument => argument.Name, argument => argument.Value, StringComparer.Ordinal);
        for (var i = 0; i < definition.Parameters.Count; i++)
        {
            var (name, fallback) = definition.Parameters[i];
            var value = TemplateText.Undefined;
            if (i < call.Values.Length)
            {
                value = call.Values[i];
            }
            else if (named.Remove(name, out var given))
            {
                value = given;
            }
            else if (fallback is not null && !run.TryEvaluateInside(frame, fallback, out value))
            {
                return false;
            }

            frame.Names[name] = value;
        }

        if (definition.TakesMore)
        {
            frame.Names["varargs"] = ExpressionValue.Of([.. call.Values.Skip(definition.Parameters.Count)]);
            frame.Names["kwargs"] = ExpressionValue.Of(named);
        }

        return true;
    }
}
