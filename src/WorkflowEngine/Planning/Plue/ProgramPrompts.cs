using WorkflowEngine.Definitions;

namespace WorkflowEngine.Planning.Plue;

/// <summary>The prompts that a program imported when its file was read: a run is planned with those, whatever has become of their files.</summary>
internal sealed class ProgramPrompts(WorkflowProgram program) : IPromptCatalog
{
    public IReadOnlyCollection<string> Names => [.. program.Prompts.Select(prompt => prompt.Name)];

    public PromptSignature? Find(string name) => program.Prompts.FirstOrDefault(prompt => prompt.Name == name);
}
