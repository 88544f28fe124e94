using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WorkflowEngine.Tests.Architecture;

/// <summary>Compiles an example against the packages, as a program of its own or as the body of a method of a host.</summary>
internal static class SnippetCompiler
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions ParseOptions = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview);

    private static readonly Lazy<IReadOnlyList<MetadataReference>> References = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ]);

    /// <summary>The errors; none when it compiles.</summary>
    public static IReadOnlyList<string> Errors(string text)
    {
        var root = CSharpSyntaxTree.ParseText(text, ParseOptions).GetCompilationUnitRoot();
        var errors = Compile(text, isProgram: root.Members.OfType<GlobalStatementSyntax>().Any());
        return errors.Count > 0 && Compile(Wrap(root), isProgram: false).Count == 0 ? [] : errors;
    }

    // What an example in the middle of a host may take for granted.
    private static string Wrap(CompilationUnitSyntax root) => $$"""
        {{root.Usings.ToFullString()}}
        internal static class Host
        {
            public static async Task RunAsync(
                Microsoft.Extensions.DependencyInjection.IServiceCollection services,
                IServiceProvider provider,
                CancellationToken cancellationToken)
            {
                {{root.Members.ToFullString()}}
                await Task.CompletedTask;
            }
        }
        """;

    private static List<string> Compile(string text, bool isProgram)
    {
        var options = new CSharpCompilationOptions(
            isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Enable);
        var trees = new[] { ImplicitUsings, text }.Select(source => CSharpSyntaxTree.ParseText(source, ParseOptions));
        return
        [
            .. CSharpCompilation.Create("Snippet", trees, References.Value, options)
                .GetDiagnostics()
                .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
                .Select(diagnostic => diagnostic.ToString()),
        ];
    }
}
