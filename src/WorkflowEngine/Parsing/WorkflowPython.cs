using System.Security.Cryptography;
using System.Text.Unicode;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Python;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Parsing;

/// <summary>Reads workflows from a Python file: every function at its top level with the decorator <c>@workflow</c>.</summary>
internal static class WorkflowPython
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MaxFileSize = 1024 * 1024;

    public static WorkflowParseResult Read(ReadOnlyMemory<byte> content, string file, Scope scope)
    {
        if (content.Length > MaxFileSize)
        {
            var message = $"The file has {content.Length} bytes; a workflow file has at most {MaxFileSize}.";
            return new WorkflowParseResult([], [Diagnostic.Error(PythonWorkflowCodes.FileTooLarge, message, SourceSpan.None) with { File = file }]);
        }

        // A file that is not text is not ruled out in silence: reading it says what is wrong with it.
        if (!PythonFile.MayDecorateWith(content.Span, "workflow"u8) && Utf8.IsValid(content.Span) && !content.Span.Contains((byte)0))
        {
            return new WorkflowParseResult([], []);
        }

        var module = PythonParser.Parse(content.Span, file);
        var names = new PythonNames(module);
        var source = new WorkflowSource(file, Convert.ToHexStringLower(SHA256.HashData(content.Span)), WorkflowFormat.Python);
        var definitions = new List<WorkflowDefinition>();
        var diagnostics = new List<Diagnostic>(module.Diagnostics);
        var refs = new HashSet<string>(StringComparer.Ordinal);
        var functions = Workflows(module, names);
        foreach (var (function, decorator) in functions)
        {
            var findings = new List<Diagnostic>();
            var reader = new WorkflowDecorator(names, file, findings);
            var definition = reader.Read(function, decorator, isOnly: functions.Count == 1) with { Scope = scope, Source = source };
            if (!refs.Add(definition.Ref))
            {
                diagnostics.Add(Diagnostic.Error(
                    PythonWorkflowCodes.DuplicateWorkflow, $"The file has two workflows named '{definition.Ref}'.", function.Span) with
                { File = file });
                continue;
            }

            findings.AddRange(DefinitionValidator.Validate(definition));
            definitions.Add(definition with { Diagnostics = [.. findings.Select(finding => finding with { File = file })] });
        }

        foreach (var definition in definitions)
        {
            diagnostics.AddRange(definition.Diagnostics);
        }

        return new WorkflowParseResult(Blame(definitions, module), diagnostics);
    }

    /// <summary>A file that Python itself would refuse starts nothing, though its workflows are listed with the reason.</summary>
    private static List<WorkflowDefinition> Blame(List<WorkflowDefinition> definitions, PythonModule module) => module.IsValid
        ? definitions
        : definitions.ConvertAll(definition => definition with { Diagnostics = [.. module.Diagnostics, .. definition.Diagnostics] });

    private static List<(FunctionDefinition Function, PythonExpression Decorator)> Workflows(PythonModule module, PythonNames names)
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
