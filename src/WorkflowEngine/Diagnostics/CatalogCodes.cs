namespace WorkflowEngine.Diagnostics;

/// <summary>Codes of what the catalogue and the packs refuse (<c>WF61xx</c>).</summary>
public static class CatalogCodes
{
    /// <summary>A text is not the ref of a workflow of a pack: <c>pack.name</c>.</summary>
    public const string InvalidReference = "WF6101";

    /// <summary>A definition has errors and is not registered in the place of one without.</summary>
    public const string InvalidDefinition = "WF6102";

    /// <summary>There is no pack, or no workflow, of that name.</summary>
    public const string NotFound = "WF6103";

    /// <summary>There is a workflow of that name already, and it was not to be changed.</summary>
    public const string AlreadyExists = "WF6104";

    /// <summary>A file is hidden by one of the same name in <c>actions/workflows</c>.</summary>
    public const string Shadowed = "WF6105";

    /// <summary>A folder that packs are looked for in is not there.</summary>
    public const string NoFolder = "WF6106";
}
