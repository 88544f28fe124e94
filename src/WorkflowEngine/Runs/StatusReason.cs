namespace WorkflowEngine.Runs;

/// <summary>Why something has its status: a code for programs and a sentence for people.</summary>
/// <param name="Code">A stable word; see <see cref="ReasonCodes"/>.</param>
/// <param name="Text">One sentence that holds no secret; null when the code says it all.</param>
public sealed record StatusReason(string Code, string? Text = null)
{
    /// <summary>The sentence, or the code when there is none.</summary>
    public override string ToString() => Text ?? Code;
}
