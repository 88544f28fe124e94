namespace WorkflowEngine.Sources.Packs;

/// <summary>How far a file came before something was wrong with it.</summary>
public enum PackLoadStage
{
    /// <summary>It was looked for.</summary>
    Find = 0,

    /// <summary>Its size was checked.</summary>
    Size = 1,

    /// <summary>Its bytes were read.</summary>
    Read = 2,

    /// <summary>Its text was read as YAML and as a workflow.</summary>
    Parse = 3,

    /// <summary>The rules of workflows were applied to it.</summary>
    Validate = 4,
}
