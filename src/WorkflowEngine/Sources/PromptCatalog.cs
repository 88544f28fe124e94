using System.Security.Cryptography;
using System.Text;
using WorkflowEngine.Definitions;

namespace WorkflowEngine.Sources;

/// <summary>The valid prompts of a scope by name, as workflow files import them.</summary>
internal sealed class PromptCatalog(IEnumerable<PromptDefinition> prompts) : IPromptCatalog
{
    private readonly Dictionary<string, PromptSignature> _prompts =
        prompts.Where(prompt => prompt.IsValid).DistinctBy(prompt => prompt.Name).ToDictionary(prompt => prompt.Name, prompt => prompt.Signature, StringComparer.Ordinal);

    public IReadOnlyCollection<string> Names => _prompts.Keys;

    /// <summary>The same for the same names with the same files, and different for others.</summary>
    public string Fingerprint { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n', prompts.Where(prompt => prompt.IsValid).Select(prompt => $"{prompt.Sha256} {prompt.File} {prompt.Name}").Order(StringComparer.Ordinal)))));

    public PromptSignature? Find(string name) => _prompts.GetValueOrDefault(name);
}
