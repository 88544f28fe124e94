using WorkflowEngine.Expressions.Templates.Parts;

namespace WorkflowEngine.Expressions.Templates;

/// <summary>The names of one place of a template while it is rendered; names that are not here are looked for around it.</summary>
internal sealed class TemplateFrame(TemplateFrame? parent)
{
    public TemplateFrame? Parent { get; } = parent;

    public Dictionary<string, ExpressionValue> Names { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Macro> Macros { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, TemplateFrame> Modules { get; } = new(StringComparer.Ordinal);

    /// <summary>The loop this is one round of.</summary>
    public LoopRun? Loop { get; set; }

    /// <summary>The names as an object, for a template that was imported as one.</summary>
    public ExpressionValue ToMap() => ExpressionValue.Of(new Dictionary<string, ExpressionValue>(Names, StringComparer.Ordinal));
}
