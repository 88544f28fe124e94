using System.Globalization;

namespace WorkflowEngine.Expressions.Functions;

/// <summary>A function that every scope has. Whether a result is secret is seen to by the call, not here.</summary>
internal sealed class BuiltIn(string name, int fewest, int most, BuiltInBody body)
{
    public string Name { get; } = name;

    public int Fewest { get; } = fewest;

    public int Most { get; } = most;

    public BuiltInBody Body { get; } = body;

    /// <summary>How many arguments it takes, in words.</summary>
    public string Arity =>
        Most == int.MaxValue ? string.Create(CultureInfo.InvariantCulture, $"at least {Fewest} arguments")
        : Fewest == Most ? string.Create(CultureInfo.InvariantCulture, $"{Fewest} {(Fewest == 1 ? "argument" : "arguments")}")
        : string.Create(CultureInfo.InvariantCulture, $"{Fewest} to {Most} arguments");
}
