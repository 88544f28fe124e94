using System.Security.Cryptography;
using System.Text.Unicode;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Python;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Parsing;

/// <summary>Finds the workflows of a Python file: every function at its top level with the decorator <c>@workflow</c>.</summary>
internal sealed class WorkflowPython
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MaxFileSize = 1024 * 1024;

    private static readonly PythonModule Nothing = new() { Body = [], Diagnostics = [] };

    private readonly WorkflowSource _source;

    private WorkflowPython(PythonModule module, string text, string file, string hash)
    {
        (Module, Text, File, Names) = (module, text, file, new PythonNames(module));
        _source = new WorkflowSource(file, hash, WorkflowFormat.Python);
        Workflows = Find(module, Names);
    }

    public PythonModule Module { get; }

    public string Text { get; }

    public string File { get; }

    public PythonNames Names { get; }

    /// <summary>The functions and their decorators, in the order of the file.</summary>
    public IReadOnlyList<(FunctionDefinition Function, PythonExpression Decorator)> Workflows { get; }

    public static WorkflowPython Read(ReadOnlyMemory<byte> content, string file)
    {
        if (content.Length > MaxFileSize)
        {
            var message = $"The file has {content.Length} bytes; a workflow file has at most {MaxFileSize}.";
            var error = Diagnostic.Error(PythonWorkflowCodes.FileTooLarge, message, SourceSpan.None) with { File = file };
            return new WorkflowPython(new PythonModule { Body = [], Diagnostics = [error] }, "", file, "");
        }

        // A file that is not text is not ruled out in silence: reading it says what is wrong with it.
        if (!PythonFile.MayDecorateWith(content.Span, "workflow"u8) && Utf8.IsValid(content.Span) && !content.Span.Contains((byte)0))
        {
            return new WorkflowPython(Nothing, "", file, "");
        }

        var module = PythonParser.Parse(content.Span, file, out var text);
        return new WorkflowPython(module, text, file, Convert.ToHexStringLower(SHA256.HashData(content.Span)));
    }

    /// <summary>Reads what the decorator of one of the workflows says.</summary>
    /// <param name="function">The function.</param>
    /// <param name="decorator">Its decorator.</param>
    /// <param name="findings">Takes what is wrong with it, without the file.</param>
    public WorkflowHeader Describe(FunctionDefinition function, PythonExpression decorator, List<Diagnostic> findings)
    {
        var header = new WorkflowDecorator(Names, File, findings).Read(function, decorator, isOnly: Workflows.Count == 1);
        return header with { Definition = header.Definition with { Source = _source } };
    }

    private static List<(FunctionDefinition Function, PythonExpression Decorator)> Find(PythonModule module, PythonNames names)
    {
        var workflows = new List<(FunctionDefinition, PythonExpression)>();
        foreach (var statement in module.Body)
        {
            if (statement is not FunctionDefinition function)
            {
                continue;
            }

            foreach (var decorator in function.Decorators)
            {
                if (names.Resolve(decorator is CallExpression call ? call.Function : decorator) == "workflow")
                {
                    workflows.Add((function, decorator));
                    break;
                }
            }
        }

        return workflows;
    }
}
