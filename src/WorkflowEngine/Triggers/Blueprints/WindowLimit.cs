namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>How many runs may start within a span of time that slides.</summary>
/// <param name="Count">The most runs, 1 to <see cref="MaxCount"/>.</param>
/// <param name="Span">The span, in whole seconds, at most 31 days; a start exactly that long ago no longer counts.</param>
public sealed record WindowLimit(int Count, TimeSpan Span)
{
    /// <summary>The most runs a window may allow: each start in it is remembered.</summary>
    public const int MaxCount = 1000;
}
