namespace WorkflowEngine.Planning.Plue;

/// <summary>What a plan says where its author said nothing.</summary>
internal static class PlueDefaults
{
    /// <summary>The image of a workflow that names neither an image nor a Dockerfile.</summary>
    public const string Image = "ubuntu:22.04";
}
