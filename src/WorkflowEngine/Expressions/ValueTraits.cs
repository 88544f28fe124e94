namespace WorkflowEngine.Expressions;

[Flags]
internal enum ValueTraits : byte
{
    None = 0,

    /// <summary>The value was computed from a secret.</summary>
    Secret = 1,

    /// <summary>The value is a container and something in it is secret.</summary>
    HoldsSecret = 2,

    /// <summary>A missing key or index gives null instead of an error.</summary>
    Lenient = 4,
}
