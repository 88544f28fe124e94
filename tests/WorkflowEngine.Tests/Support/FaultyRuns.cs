using System.Reflection;

namespace WorkflowEngine.Tests.Support;

/// <summary>Every member of the run store, without naming one of them; the proxy of <see cref="FaultyStore"/>.</summary>
public class FaultyRuns : DispatchProxy
{
    internal Func<MethodInfo, object?[], object?>? Invoked { get; set; }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Invoked!(targetMethod!, args!);
}
