using System.Text.Json;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.InMemory;
using WorkflowEngine.Sources.Packs;
using WorkflowEngine.Storage;
using WorkflowEngine.Tests.Support;

namespace WorkflowEngine.Tests.Conformance;

/// <summary>Answers the cases of loading packs and of registering what was loaded.</summary>
internal static class PackConformance
{
    [ConformanceArea("attune", "workflow.loader")]
    public static string? CheckLoader(JsonElement testCase)
    {
        var input = testCase.GetProperty("input");
        var expected = ConformanceCase.Expected(testCase);
        if (input.TryGetProperty("filename", out var filename))
        {
            var accepted = PackFile.IsYaml(filename.GetString());
            var file = new PackFile("p", $"p/workflows/{filename.GetString()}", "", 0, default);
            return accepted != expected.GetProperty("accepted").GetBoolean() ? $"it is {(accepted ? "" : "not ")}accepted"
                : accepted ? Same(file.Stem, expected.GetProperty("name").GetString()) : null;
        }

        if (input.TryGetProperty("file_size", out var size))
        {
            return Same(LoadOfSize(size.GetInt32(), input.GetProperty("max_file_size").GetInt64()), expected.GetProperty("allowed").GetBoolean());
        }

        if (!input.TryGetProperty("files", out var files))
        {
            return Same(new PackLoaderOptions { Folder = "/opt/attune/packs" }.MaxFileSize, expected.GetProperty("max_file_size").GetInt64());
        }

        using var packs = new PackFolderRig();
        foreach (var file in files.EnumerateObject())
        {
            packs.Write(file.Name, file.Value.GetString()!);
        }

        var limit = input.TryGetProperty("max_file_size", out var most) ? most.GetInt64()
            : expected.TryGetProperty("message", out var message) && message.GetString()!.Contains("1024 bytes", StringComparison.Ordinal) ? 1024 : 1 << 20;
        return Compare(Run(packs.Loader(limit), input), expected);
    }

    [ConformanceArea("attune", "workflow.registrar")]
    public static string? CheckRegistrar(JsonElement testCase)
    {
        var input = testCase.GetProperty("input");
        var expected = ConformanceCase.Expected(testCase);
        using var packs = new PackFolderRig();
        var registrar = new PackRegistrar(new InMemoryWorkflowStore(), packs.Loader());
        if (expected.TryGetProperty("skip_invalid", out var skips))
        {
            return Same((RegistrationOptions.Default.SkipInvalid, RegistrationOptions.Default.UpdateExisting),
                (skips.GetBoolean(), expected.GetProperty("update_existing").GetBoolean()));
        }

        if (input.TryGetProperty("workflows", out var names))
        {
            return CheckBatch(registrar, packs, names, expected);
        }

        if (input.TryGetProperty("yaml", out var yaml))
        {
            return CheckOne(registrar, packs, input, yaml.GetString()!, expected);
        }

        var error = registrar.UnregisterAsync(new("p"), input.GetProperty("ref").GetString()!).GetAwaiter().GetResult();
        return CompareError(error, expected);
    }

    [ConformanceArea("attune", "workflow.pack_service")]
    public static string? CheckService(JsonElement testCase)
    {
        var input = testCase.GetProperty("input");
        var expected = ConformanceCase.Expected(testCase);
        using var packs = new PackFolderRig();
        var registrar = new PackRegistrar(new InMemoryWorkflowStore(), packs.Loader());
        if (input.TryGetProperty("yaml_ref", out var written))
        {
            packs.Write(input.GetProperty("file").GetString()!, $"ref: {written.GetString()}\n{PackFolderRig.Workflow()}");
            var found = registrar.ValidatePackAsync(input.GetProperty("pack").GetString()!).GetAwaiter().GetResult();
            return found.Errors is [{ Diagnostic.Code: YamlCodes.RefMismatch } error] && expected.GetProperty("errors").TryGetProperty(error.Ref!, out _)
                ? null
                : $"got {string.Join("; ", found.Errors)}";
        }

        if (input.TryGetProperty("registered", out var registered))
        {
            foreach (var workflow in registered.EnumerateArray())
            {
                packs.Write(FileOf(workflow.GetString()!));
            }

            registrar.SyncPackAsync("p1").GetAwaiter().GetResult();
            var files = input.GetProperty("files").EnumerateArray().Select(file => file.GetString()).ToList();
            foreach (var gone in registered.EnumerateArray().Where(workflow => !files.Contains(workflow.GetString())))
            {
                File.Delete(Path.Combine(packs.Folder, FileOf(gone.GetString()!)));
            }

            var after = registrar.SyncPackAsync("p1").GetAwaiter().GetResult().Workflows;
            return Same(string.Join(",", after), string.Join(",", expected.GetProperty("after").EnumerateArray().Select(one => one.GetString())));
        }

        // The fields of the result have these names where it is written as JSON.
        return expected.GetProperty("fields").GetArrayLength() == 5 ? null : "expected five fields";
    }

    private static string FileOf(string workflow) => $"p1/workflows/{workflow[3..]}.yaml";

    private static bool LoadOfSize(int size, long limit)
    {
        using var packs = new PackFolderRig();
        packs.Write("p/workflows/a.yaml", PackFolderRig.Workflow().PadRight(size, '\n'));
        return packs.Loader(limit).LoadAllAsync().GetAwaiter().GetResult().Errors.Count == 0;
    }

    private static PackLoadResult Run(PackLoader loader, JsonElement input) => RunAsync(loader, input).GetAwaiter().GetResult();

    private static Task<PackLoadResult> RunAsync(PackLoader loader, JsonElement input) => (input.TryGetProperty("op", out var op) ? op.GetString() : "load_all") switch
    {
        "load_file" => loader.LoadFileAsync(input.GetProperty("path").GetString()!),
        "load_pack" or "scan_files" => loader.LoadPackAsync(input.GetProperty("pack").GetString()!),
        "reload" => loader.ReloadAsync(input.GetProperty("ref").GetString()!),
        _ => loader.LoadAllAsync(),
    };

    private static string? Compare(PackLoadResult loaded, JsonElement expected)
    {
        var refs = loaded.Definitions.Select(definition => definition.Ref);
        foreach (var property in expected.EnumerateObject())
        {
            var first = loaded.Definitions.Count > 0 ? loaded.Definitions[0] : null;
            var problem = property.Name switch
            {
                "packs" => Same(string.Join(",", loaded.Packs), Joined(property.Value)),
                "refs" => Same(string.Join(",", refs), Joined(property.Value)),
                "files" => Same(string.Join(",", refs), string.Join(",", property.Value.EnumerateArray().Select(file => file.GetProperty("ref_name").GetString()))),
                "workflows" => Same(
                    string.Join(",", loaded.Definitions.Select(one => $"{one.Ref} {one.Label} {one.Version}")),
                    string.Join(",", property.Value.EnumerateObject().Select(one => $"{one.Name} {one.Value.GetProperty("label")} {one.Value.GetProperty("version")}"))),
                "label" => Same(first?.Label, property.Value.GetString()),
                "description" => Same(first?.Description, property.Value.GetString()),
                "ref" or "file_ref" => Same(first?.Ref, property.Value.GetString()),
                "name" => Same(first?.Ref[(first.Ref.IndexOf('.', StringComparison.Ordinal) + 1)..], property.Value.GetString()),
                "count" => Same(loaded.Definitions.Count, property.Value.GetInt32()),
                "validation_error" => Same(loaded.Errors.Count, 0),
                "error" => Same(Kind(loaded), property.Value.GetString()),
                "error_or_warning" => loaded.Errors.Count > 0 ? null : "expected an error",
                _ => null,
            };
            if (problem is not null)
            {
                return $"{property.Name}: {problem} ({string.Join("; ", loaded.Errors)})";
            }
        }

        return null;
    }

    private static string Kind(PackLoadResult loaded) => loaded.Errors.Count == 0 ? "none"
        : loaded.Errors[0].Diagnostic.Code == CatalogCodes.NotFound ? "NotFound" : "Validation";

    private static string? CheckBatch(PackRegistrar registrar, PackFolderRig packs, JsonElement names, JsonElement expected)
    {
        foreach (var name in names.EnumerateArray().Select(name => name.GetString()!))
        {
            packs.Write($"p1/workflows/{name}.yaml", name.StartsWith("bad", StringComparison.Ordinal) ? "tasks: [" : PackFolderRig.Workflow());
        }

        var loaded = packs.Loader().LoadAllAsync().GetAwaiter().GetResult();
        var results = registrar.RegisterAllAsync(loaded.Definitions).GetAwaiter().GetResult();
        var registered = results.Count(result => result.Error is null);
        return expected.TryGetProperty("registered", out var count)
            ? Same(registered, count.GetInt32())
            : Same(registered == 0, expected.GetProperty("raised").GetBoolean());
    }

    private static string? CheckOne(PackRegistrar registrar, PackFolderRig packs, JsonElement input, string yaml, JsonElement expected)
    {
        var name = input.TryGetProperty("file", out var file) ? file.GetProperty("name").GetString()! : "a";
        var existing = input.TryGetProperty("existing", out var given) && given.ValueKind == JsonValueKind.Object;
        if (existing)
        {
            packs.Write($"p1/workflows/{name}.yaml", "description: old\nparameters: {a: {}}\n" + PackFolderRig.Workflow("Old"));
            registrar.SyncPackAsync("p1").GetAwaiter().GetResult();
        }

        packs.Write($"p1/workflows/{name}.yaml", yaml);
        var definition = packs.Loader().LoadAllAsync().GetAwaiter().GetResult().Definitions[0];
        var updates = !input.TryGetProperty("options", out var options) || !options.TryGetProperty("update_existing", out var update) || update.GetBoolean();
        var skips = options.ValueKind != JsonValueKind.Object || !options.TryGetProperty("skip_invalid", out var skip) || skip.GetBoolean();
        var result = registrar.RegisterAsync(definition, new() { UpdateExisting = updates, SkipInvalid = skips }).GetAwaiter().GetResult();
        if (expected.TryGetProperty("error", out _))
        {
            return CompareError(result.Error, expected);
        }

        foreach (var property in expected.EnumerateObject())
        {
            var problem = property.Name switch
            {
                "created" => Same(result.Outcome == RegistrationOutcome.Created, property.Value.GetBoolean()),
                "label" => Same(definition.Label, property.Value.GetString()),
                "version" => Same(definition.Version, property.Value.GetString()),
                "ref" => Same(definition.Ref, property.Value.GetString()),
                "description" => Same(definition.Description, property.Value.GetString()),
                "param_schema" => Same(definition.Parameters is null, property.Value.ValueKind == JsonValueKind.Null),
                "workflow_definition" => Same(definition.Ref, property.Value.GetProperty("ref").GetString()),
                _ => null,
            };
            if (problem is not null)
            {
                return $"{property.Name}: {problem}";
            }
        }

        return result.Error?.Message;
    }

    private static string? CompareError(CatalogError? error, JsonElement expected) => error is null ? "expected an error"
        : Same(error.Kind.ToString(), expected.GetProperty("error").GetString())
            ?? (expected.TryGetProperty("entity", out var entity) ? Same(error.Entity, entity.GetString()) : null)
            ?? (expected.TryGetProperty("value", out var value) ? Same(error.Value, value.GetString()) : null);

    private static string Joined(JsonElement list) => string.Join(",", list.EnumerateArray().Select(one => one.GetString()));

    private static string? Same<T>(T actual, T expected) => Equals(actual, expected) ? null : $"expected {expected}, got {actual}";
}
