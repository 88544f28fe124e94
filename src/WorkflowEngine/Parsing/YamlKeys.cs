namespace WorkflowEngine.Parsing;

/// <summary>The keys that one kind of mapping may have. A dash in a key is the same as an underscore.</summary>
internal sealed class YamlKeys
{
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _notSupported = new(StringComparer.Ordinal);
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    /// <param name="place">What the mapping is, as messages name it: <c>a job</c>.</param>
    /// <param name="names">The keys as authors write them, the first name of several first: <c>needs|depends_on</c>.</param>
    /// <param name="notSupported">Keys that are understood and have no effect yet.</param>
    /// <param name="refused">Keys without which the mapping would mean something else, so that they cannot be ignored.</param>
    public YamlKeys(string place, string[] names, string[]? notSupported = null, string[]? refused = null)
    {
        Place = place;
        foreach (var synonyms in names)
        {
            var all = synonyms.Split('|');
            foreach (var name in all)
            {
                _known.Add(Normalize(name), Normalize(all[0]));
                _names.Add(name);
            }
        }

        _notSupported.UnionWith(notSupported ?? []);
        _refused.UnionWith(refused ?? []);
    }

    public string Place { get; }

    /// <summary>Whether keys that begin with <c>x-</c> are left to the author, for values that aliases repeat.</summary>
    public bool AllowsExtensions { get; init; }

    public IReadOnlyList<string> Names => _names;

    public static string Normalize(string key) => key.Replace('-', '_');

    public string? Find(string key) => _known.GetValueOrDefault(Normalize(key));

    public bool IsNotSupported(string key) => _notSupported.Contains(Normalize(key));

    public bool IsRefused(string key) => _refused.Contains(Normalize(key));
}
