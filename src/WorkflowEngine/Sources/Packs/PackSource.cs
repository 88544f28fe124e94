using WorkflowEngine.Parsing;

namespace WorkflowEngine.Sources.Packs;

/// <summary>A workflow file and what is known of its workflow before it is read.</summary>
/// <param name="File">The file.</param>
/// <param name="Key">Tells workflows that several actions make of one file apart; empty for the file itself.</param>
/// <param name="Header">What the place of the file, or the action, says.</param>
internal sealed record PackSource(PackFile File, string Key, TaskWorkflowHeader Header)
{
    public string Ref => Header.Ref!;
}
