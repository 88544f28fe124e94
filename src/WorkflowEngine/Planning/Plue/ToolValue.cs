using System.Text.Json;
using WorkflowEngine.Python.Evaluation;

namespace WorkflowEngine.Planning.Plue;

/// <summary>A built-in tool of prompts, plain or with arguments such as <c>grep(repo=..., ref=...)</c> and <c>shell(allow=[...])</c>.</summary>
internal sealed class ToolValue(string name, IReadOnlyList<KeyValuePair<string, object>>? arguments = null) : PythonObject
{
    private static readonly string[] Scoping = ["repo", "ref"];

    public static IReadOnlyList<string> Names { get; } = ["read_file", "write_file", "shell", "glob", "grep", "websearch"];

    public override string TypeName => "tool";

    public override bool IsCallable => true;

    public override object Call(Interpreter vm, Arguments given) => given.Count > 0
        ? throw PythonError.Type($"{name}() takes named arguments only")
        : new ToolValue(name, given.Keywords);

    public override object? GetAttribute(Interpreter vm, string attribute) => attribute is "name" or "__name__" ? name : null;

    public override string Repr(Interpreter vm) => $"<tool {name}>";

    public void Write(Interpreter vm, Utf8JsonWriter writer)
    {
        if (arguments is not { Count: > 0 })
        {
            writer.WriteStringValue(name);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("name", name);
        if (arguments.All(argument => Scoping.Contains(argument.Key)))
        {
            WriteArguments(vm, writer);
        }
        else
        {
            writer.WriteBoolean("builtin", true);
            writer.WriteStartObject("config");
            WriteArguments(vm, writer);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private void WriteArguments(Interpreter vm, Utf8JsonWriter writer)
    {
        foreach (var (key, value) in arguments!)
        {
            writer.WritePropertyName(key);
            PlueJson.Of(vm, value).WriteTo(writer);
        }
    }
}
