using WorkflowEngine.Definitions;

namespace WorkflowEngine.Sources;

/// <summary>Knows where the repository of a scope lies on this machine.</summary>
internal sealed class RepositoryPaths(IEnumerable<RegisteredRepository> repositories, IEnumerable<RepositoryLocator> locators)
{
    private readonly Dictionary<Scope, string> _roots = Roots(repositories);

    /// <summary>The root folder of the repository of a scope; null when the scope has none here.</summary>
    public string? Find(Scope scope)
    {
        if (_roots.TryGetValue(scope, out var root))
        {
            return root;
        }

        foreach (var locator in locators)
        {
            if (locator(scope) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static Dictionary<Scope, string> Roots(IEnumerable<RegisteredRepository> repositories)
    {
        var roots = new Dictionary<Scope, string>();
        foreach (var repository in repositories)
        {
            roots[repository.Scope] = repository.Root;
        }

        return roots;
    }
}
