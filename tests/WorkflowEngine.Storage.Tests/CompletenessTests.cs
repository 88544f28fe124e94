using System.Reflection;
using WorkflowEngine.Storage.Specification;

namespace WorkflowEngine.Storage.Tests;

public sealed class CompletenessTests
{
    [Fact]
    public void Every_fixture_has_a_class_of_each_specification()
    {
        var types = typeof(CompletenessTests).Assembly.GetTypes().Where(type => !type.IsAbstract).ToArray();
        var fixtures = types.Where(type => type.IsSubclassOf(typeof(StoreFixture))).ToArray();
        var specifications = typeof(StoreFixture).Assembly.GetTypes()
            .Where(type => type.IsAbstract && IsSpecification(type.BaseType))
            .ToArray();

        var missing =
            from fixture in fixtures
            from specification in specifications
            where !types.Any(type => type.BaseType == specification.MakeGenericType(fixture))
            select $"{fixture.Name} has no class of {specification.Name}";

        fixtures.Should().NotBeEmpty();
        specifications.Should().HaveCountGreaterThan(6);
        missing.Should().BeEmpty();
    }

    [Fact]
    public void Every_adapter_has_a_fixture()
    {
        // By file: the compiler leaves out references that nothing uses, which is just the case to find.
        var adapters = Directory.GetFiles(AppContext.BaseDirectory, "WorkflowEngine.*.dll")
            .Select(Assembly.LoadFrom)
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IWorkflowStore)))
            .Select(type => type.Name.Replace("WorkflowStore", "", StringComparison.Ordinal));

        var fixtures = typeof(CompletenessTests).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(StoreFixture)))
            .Select(type => type.Name)
            .ToArray();

        adapters.Should().NotBeEmpty().And.OnlyContain(adapter => fixtures.Contains(adapter + "StoreFixture"));
    }

    private static bool IsSpecification(Type? type) =>
        type is { IsGenericType: true } && type.GetGenericTypeDefinition() == typeof(StoreSpecification<>);
}
