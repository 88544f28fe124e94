using System.Reflection;
using System.Text.RegularExpressions;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Tests.Architecture;

public sealed partial class LayeringTests
{
    private const string Root = "WorkflowEngine";

    // A folder may use itself and the folders of earlier lines; neighbours on one line do not know each other.
    private static readonly string[][] Layers =
    [
        ["Diagnostics"],
        ["Expressions", "Python"],
        ["Definitions"],
        ["Parsing"],
        ["Triggers"],
        ["Runs"],
        ["Planning"],
        ["Storage"],
        ["Sources"],
        ["Dispatch"],
        ["Execution", "Notifications"],
        ["Hosting"],
    ];

    private static readonly string[] PureFolders = [.. Layers[..7].SelectMany(layer => layer)];

    private static readonly string[] Impure =
    [
        "System.Threading.Tasks.Task", "System.Threading.Tasks.ValueTask", "System.TimeProvider", "System.IServiceProvider",
        "System.Threading.Thread", "System.IO.File", "System.IO.Directory", "System.IO.FileStream", "System.Diagnostics.Process",
        "Microsoft.Extensions.Logging.", "Microsoft.Extensions.DependencyInjection.", "Microsoft.Extensions.Options.", "System.Net.",
    ];

    private static readonly Assembly Core = typeof(Diagnostic).Assembly;

    private static readonly Lazy<IReadOnlyList<(Type Type, IReadOnlySet<Type> Uses)>> References = new(() =>
    [
        .. Core.GetTypes().Where(type => FolderOf(type) is not null).Select(type => (type, TypeReferences.Of(type))),
    ]);

    [Fact]
    public void Every_type_of_the_core_lives_in_a_folder_of_the_plan() =>
        Violations.None(Core.GetTypes()
            .Where(type => FolderOf(type) is { } folder && !Layers.Any(layer => layer.Contains(folder)))
            .Select(type => type.FullName!));

    [Fact]
    public void A_folder_of_the_core_uses_only_folders_before_it() =>
        Violations.None(References.Value
            .SelectMany(reference => reference.Uses
                .Where(used => used.Assembly == Core && FolderOf(used) is { } folder && !MayUse(FolderOf(reference.Type)!, folder))
                .Select(used => $"{Outermost(reference.Type).FullName} uses {Outermost(used).FullName}")));

    // Constants and enum members leave no trace in the compiled code, so the text is read as well.
    [Fact]
    public void A_file_of_the_core_names_only_folders_before_its_own() =>
        Violations.None(RepositoryFolder.Files("src/WorkflowEngine", "*.cs")
            .SelectMany(path => File.ReadLines(path)
                .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
                .SelectMany(line => FolderName().Matches(line))
                .Select(match => match.Groups[1].Value)
                .Where(folder => Layers.Any(layer => layer.Contains(folder)) && !MayUse(FolderOf(path), folder))
                .Select(folder => $"{RepositoryFolder.Relative(path)} names {folder}")));

    [Fact]
    public void The_pure_folders_know_no_task_clock_logger_service_or_file() =>
        Violations.None(References.Value
            .Where(reference => PureFolders.Contains(FolderOf(reference.Type)))
            .SelectMany(reference => reference.Uses
                .Where(used => Impure.Any(name => name.EndsWith('.') ? used.FullName!.StartsWith(name, StringComparison.Ordinal) : FullName(used) == name))
                .Select(used => $"{Outermost(reference.Type).FullName} uses {FullName(used)}")));

    [Fact]
    public void Packages_point_at_the_core_and_only_hosts_see_their_siblings()
    {
        var names = Package.All.Select(package => package.Name).ToHashSet();
        var wrong =
            from package in Package.Product
            where package.Property("OutputType") != "Exe"
            from used in package.Assembly.GetReferencedAssemblies()
            where names.Contains(used.Name!) && !Allowed(package.Name, used.Name!)
            select $"{package.Name} uses {used.Name}";

        Violations.None(wrong);

        static bool Allowed(string package, string used) => package == Root ? used == "WorkflowEngine.Jobs" : used == Root;
    }

    [Theory]
    [InlineData("Runs", "Definitions", true)]
    [InlineData("Runs", "Runs", true)]
    [InlineData("Runs", "Storage", false)]
    [InlineData("Python", "Expressions", false)]
    [InlineData("Dispatch", "Execution", false)]
    [InlineData("Execution", "Notifications", false)]
    [InlineData("Hosting", "Execution", true)]
    public void The_order_of_the_folders_decides_who_may_use_whom(string user, string used, bool allowed) =>
        MayUse(user, used).Should().Be(allowed);

    [Fact]
    public void References_in_signatures_and_in_bodies_are_seen()
    {
        var found = TypeReferences.Of(typeof(Sample));

        found.Should().Contain([typeof(Lazy<>), typeof(Uri), typeof(Version), typeof(FormatException), typeof(ObsoleteAttribute), typeof(Random)]);
    }

    private static bool MayUse(string user, string used) => user == used || Level(used) < Level(user);

    private static int Level(string folder) => Array.FindIndex(Layers, layer => layer.Contains(folder));

    // Extension methods that sit in the namespace of the container belong to the list of services.
    private static string? FolderOf(Type type) => type.Namespace switch
    {
        { } name when name.StartsWith(Root + ".", StringComparison.Ordinal) => name.Split('.')[1],
        Root => "",
        "Microsoft.Extensions.DependencyInjection" => "Hosting",
        _ => null,
    };

    private static string FolderOf(string path) => RepositoryFolder.Relative(path).Split('/')[2];

    private static string FullName(Type type) => type.FullName!.Split('`')[0];

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    [GeneratedRegex(@"\bWorkflowEngine\.([A-Z]\w*)")]
    private static partial Regex FolderName();

    private sealed class Sample
    {
        private readonly Lazy<Uri[]> _field = new([]);

        [Obsolete("An attribute")]
        public object? Body(int length)
        {
            try
            {
                return length > 3 ? new Version(length, 0) : _field;
            }
            catch (FormatException)
            {
                return typeof(Random);
            }
        }
    }
}
