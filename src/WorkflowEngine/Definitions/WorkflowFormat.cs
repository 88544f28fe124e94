namespace WorkflowEngine.Definitions;

/// <summary>The dialects that definitions are written in.</summary>
public enum WorkflowFormat
{
    /// <summary>Records made by the host application.</summary>
    Code = 0,

    /// <summary>A Python file with <c>@workflow</c> decorators.</summary>
    Python = 1,

    /// <summary>A YAML file with a <c>jobs</c> key.</summary>
    Yaml = 2,

    /// <summary>A YAML file with a <c>tasks</c> key.</summary>
    YamlTasks = 3,
}
