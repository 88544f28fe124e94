namespace WorkflowEngine.Definitions;

/// <summary>The prompts of a scope, for workflow files that import them from <c>plue.prompts</c>. Reading it never waits.</summary>
internal interface IPromptCatalog
{
    /// <summary>The names of all prompts, to suggest one for a name that is misspelt.</summary>
    IReadOnlyCollection<string> Names { get; }

    /// <summary>The prompt with a name; null when there is none.</summary>
    PromptSignature? Find(string name);
}
