using System.Reflection;
using System.Runtime.CompilerServices;

namespace WorkflowEngine.Tests.Architecture;

public sealed class TypeShapeTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    [Fact]
    public void Internal_classes_are_sealed_static_or_abstract() =>
        Violations.None(Written(Package.All).Where(type => !type.IsVisible && !IsClosed(type) && !type.IsAbstract).Select(type => type.FullName!));

    [Fact]
    public void Public_types_cannot_be_derived_from_outside() =>
        Violations.None(Written(Package.Product).Where(type => type.IsVisible && !IsClosed(type) && CanBeDerived(type)).Select(type => type.FullName!));

    [Fact]
    public void No_method_is_async_void() =>
        Violations.None(Package.All.Select(package => package.Assembly).Append(typeof(TypeShapeTests).Assembly)
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetMethods(Declared))
            .Where(method => method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute)))
            .Select(method => $"{method.DeclaringType}.{method.Name}"));

    private static IEnumerable<Type> Written(IEnumerable<Package> packages) =>
        packages.SelectMany(package => package.Assembly.GetTypes()).Where(type =>
            type.Namespace?.StartsWith("System", StringComparison.Ordinal) != true
            && !type.Name.Contains('<')
            && !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
            && !IsEntryPoint(type));

    private static bool IsClosed(Type type) => type.IsSealed || type.IsInterface || type.IsValueType;

    // The constructor that a record is copied with cannot start a derived type: it wants an instance of one.
    private static bool CanBeDerived(Type type) =>
        !type.IsAbstract
        || type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance).Any(constructor =>
            (constructor.IsPublic || constructor.IsFamily || constructor.IsFamilyOrAssembly)
            && !(constructor.GetParameters() is [var parameter] && parameter.ParameterType == type));

    // The class around top-level statements is written by the compiler and cannot be sealed.
    private static bool IsEntryPoint(Type type) =>
        type.Name == "Program" && type.GetMethods(Declared).Any(method => method.Name.StartsWith("<Main>$", StringComparison.Ordinal));
}
