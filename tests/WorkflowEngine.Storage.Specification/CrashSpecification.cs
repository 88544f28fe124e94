namespace WorkflowEngine.Storage.Specification;

/// <summary>x</summary>
public abstract class CrashSpecification<TFixture> : StoreSpecification<TFixture>
    where TFixture : StoreFixture, new();
