namespace WorkflowEngine.Definitions;

/// <summary>How the patterns of a filter are read.</summary>
public enum FilterDialect
{
    /// <summary>Ordered patterns of which the last match wins, <c>!</c> negates, as in GitHub's workflow files.</summary>
    Ordered = 0,

    /// <summary>
    /// Globs segment by segment, as in the job files of pipelines: <c>**</c> is any number of segments, any pattern is enough, and what is
    /// not known is not filtered. The ignored paths are taken away from the paths path by path.
    /// </summary>
    Segments = 1,
}
