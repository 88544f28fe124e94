using System.Reflection;
using System.Text.Json;

namespace WorkflowEngine.Tests.Conformance;

/// <summary>Which method reads which area: every method of this assembly with a <see cref="ConformanceAreaAttribute"/>.</summary>
internal static class ConformanceRegistry
{
    public static IReadOnlyDictionary<string, Func<JsonElement, string?>> Find()
    {
        var checks = new Dictionary<string, Func<JsonElement, string?>>(StringComparer.Ordinal);
        foreach (var type in typeof(ConformanceRegistry).Assembly.GetTypes())
        {
            foreach (var method in type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                foreach (var area in method.GetCustomAttributes<ConformanceAreaAttribute>().SelectMany(attribute => attribute.Names))
                {
                    if (!checks.TryAdd(area, method.CreateDelegate<Func<JsonElement, string?>>()))
                    {
                        throw new InvalidOperationException($"Two methods read the area {area}; one of them is {type.Name}.{method.Name}.");
                    }
                }
            }
        }

        return checks;
    }
}
