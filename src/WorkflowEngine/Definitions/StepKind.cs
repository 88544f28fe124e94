namespace WorkflowEngine.Definitions;

/// <summary>The kinds of steps.</summary>
public enum StepKind
{
    /// <summary>A command given to <c>sh -c</c>.</summary>
    Shell = 0,

    /// <summary>A function of a Python file, executed by <c>python3</c>.</summary>
    Python = 1,

    /// <summary>Code that the host application registered by name.</summary>
    Action = 2,

    /// <summary>Steps that run together.</summary>
    Parallel = 3,

    /// <summary>One call of a language model with a prompt.</summary>
    Llm = 4,

    /// <summary>An agent: a language model with a prompt, tools and turns.</summary>
    Agent = 5,
}
