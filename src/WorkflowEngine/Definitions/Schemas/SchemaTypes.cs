namespace WorkflowEngine.Definitions.Schemas;

/// <summary>The types that values of a schema may have. A whole number is an integer however it is written.</summary>
[Flags]
internal enum SchemaTypes : byte
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Integer = 4,
    Fraction = 8,
    Text = 16,
    List = 32,
    Map = 64,
    Number = Integer | Fraction,
    Any = 127,
}
