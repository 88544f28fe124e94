namespace WorkflowEngine.Sources.Packs;

/// <summary>Where packs lie and how much of them is read.</summary>
public sealed class PackLoaderOptions
{
    /// <summary>The folder whose folders are the packs.</summary>
    public required string Folder { get; set; }

    /// <summary>How many bytes a workflow file has at most. Default: 1,048,576.</summary>
    public long MaxFileSize { get; set; } = 1024 * 1024;

    /// <summary>How many workflow files of a pack are read at most. Default: 10,000.</summary>
    public int MaxFiles { get; set; } = 10_000;

    /// <summary>How many files are read at the same time. Default: the number of processors.</summary>
    public int Parallelism { get; set; } = Environment.ProcessorCount;
}
