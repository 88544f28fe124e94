namespace WorkflowEngine.Storage.Specification;

/// <summary>x</summary>
public abstract class ConcurrencySpecification<TFixture> : StoreSpecification<TFixture>
    where TFixture : StoreFixture, new();
