using WorkflowEngine.Definitions;

namespace WorkflowEngine.Sources;

/// <summary>The valid prompts of a scope by name, as workflow files import them.</summary>
internal sealed class PromptCatalog(IEnumerable<PromptDefinition> prompts) : IPromptCatalog
{
    private readonly Dictionary<string, PromptSignature> _prompts =
        prompts.Where(prompt => prompt.IsValid).DistinctBy(prompt => prompt.Name).ToDictionary(prompt => prompt.Name, prompt => prompt.Signature, StringComparer.Ordinal);

    public IReadOnlyCollection<string> Names => _prompts.Keys;

    public PromptSignature? Find(string name) => _prompts.GetValueOrDefault(name);
}
