using System.Text.Json;

namespace WorkflowEngine.Tests.Conformance;

/// <summary>A folder of case files; see the README beside the default one.</summary>
internal static class ConformanceFolder
{
    public const string Variable = "WORKFLOWENGINE_CONFORMANCE";

    public static string Default => Path.Combine(AppContext.BaseDirectory, "Conformance");

    public static string Chosen => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : Default;

    /// <summary>Every case of every file, in a stable order.</summary>
    /// <exception cref="InvalidDataException">The folder or a file in it is missing, unreadable or empty.</exception>
    public static IReadOnlyList<ConformanceCase> Read(string folder)
    {
        string[] files;
        try
        {
            files = Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"The conformance folder '{folder}' cannot be read: {exception.Message}", exception);
        }

        Array.Sort(files, StringComparer.Ordinal);
        var cases = new List<ConformanceCase>();
        foreach (var file in files)
        {
            var name = Path.ChangeExtension(Path.GetRelativePath(folder, file), null).Replace(Path.DirectorySeparatorChar, '/');
            cases.AddRange(ReadFile(file, name));
        }

        return cases.Count > 0 ? cases : throw new InvalidDataException($"The conformance folder '{folder}' holds no cases.");
    }

    private static List<ConformanceCase> ReadFile(string file, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            var root = document.RootElement.Clone();
            var items = root.ValueKind == JsonValueKind.Array ? root : root.GetProperty("cases");
            var stem = name[(name.LastIndexOf('/') + 1)..];
            var cases = new List<ConformanceCase>();
            foreach (var item in items.EnumerateArray())
            {
                var id = item.TryGetProperty("id", out var given) ? given.GetString()! : $"{stem}-{cases.Count:0000}";
                var area = item.TryGetProperty("area", out var part) ? $"{stem}/{part.GetString()}" : name;
                cases.Add(new ConformanceCase(id, area, item));
            }

            return cases;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"The case file '{file}' cannot be read: {exception.Message}", exception);
        }
    }
}
