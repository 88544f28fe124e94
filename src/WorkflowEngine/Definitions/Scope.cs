namespace WorkflowEngine.Definitions;

/// <summary>What a definition, an event and a run belong to: a repository, a pack, an experiment, a project.</summary>
public readonly record struct Scope
{
    /// <summary>The longest name a scope may have, in characters.</summary>
    public const int MaxLength = 255;

    private readonly string? _name;

    /// <summary>Names a scope.</summary>
    /// <param name="name">The name: 1 to <see cref="MaxLength"/> characters, compared exactly.</param>
    /// <exception cref="ArgumentException">The name is empty, too long or has control characters.</exception>
    public Scope(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name.Length > MaxLength || name.AsSpan().ContainsAnyInRange('\0', '\x1f'))
        {
            throw new ArgumentException($"A scope name has at most {MaxLength} characters and no control characters.", nameof(name));
        }

        _name = name;
    }

    /// <summary>The scope of hosts that need only one.</summary>
    public static Scope Default { get; } = new("default");

    /// <summary>The name of the scope.</summary>
    public string Name => _name ?? "default";

    /// <inheritdoc/>
    public bool Equals(Scope other) => Name == other.Name;

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);

    /// <summary>The name of the scope.</summary>
    public override string ToString() => Name;
}
