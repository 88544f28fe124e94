using WorkflowEngine.Definitions;
using WorkflowEngine.Storage;

namespace WorkflowEngine.InMemory;

/// <summary>The contents that refs have had.</summary>
internal sealed class RevisionHistory
{
    private const int Kept = 100;

    private readonly Dictionary<(Scope Scope, string Ref), SortedDictionary<int, (CatalogEntry Entry, DateTimeOffset SavedAt)>> _contents = [];

    public void Save(Scope scope, CatalogEntry entry, DateTimeOffset now)
    {
        if (!_contents.TryGetValue((scope, entry.Definition.Ref), out var contents))
        {
            _contents.Add((scope, entry.Definition.Ref), contents = []);
        }

        if (contents.Values.All(known => known.Entry.Hash != entry.Hash))
        {
            var number = contents.Count == 0 ? 1 : contents.Keys.Last() + 1;
            contents.Add(number, (entry, now));
            contents.Remove(number - Kept);
        }
    }

    public int NumberOf(Scope scope, CatalogEntry entry) =>
        _contents[(scope, entry.Definition.Ref)].First(known => known.Value.Entry.Hash == entry.Hash).Key;

    public IReadOnlyList<DefinitionRevision> List(Scope scope, string workflow, string? current) =>
        [.. Of(scope, workflow).Reverse().Select(
            known => new DefinitionRevision(known.Key, known.Value.Entry.Hash, known.Value.SavedAt, known.Value.Entry.Hash == current))];

    public WorkflowDefinition? Find(Scope scope, string workflow, int number) =>
        Of(scope, workflow).TryGetValue(number, out var known) ? known.Entry.Definition : null;

    private SortedDictionary<int, (CatalogEntry Entry, DateTimeOffset SavedAt)> Of(Scope scope, string workflow) =>
        _contents.GetValueOrDefault((scope, workflow)) ?? [];
}
