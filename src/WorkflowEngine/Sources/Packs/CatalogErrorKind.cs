namespace WorkflowEngine.Sources.Packs;

/// <summary>Why the catalogue refused something.</summary>
public enum CatalogErrorKind
{
    /// <summary>A definition, or the ref of one, is wrong.</summary>
    Validation = 0,

    /// <summary>There is no such pack, workflow or revision.</summary>
    NotFound = 1,

    /// <summary>There is one already.</summary>
    AlreadyExists = 2,
}
