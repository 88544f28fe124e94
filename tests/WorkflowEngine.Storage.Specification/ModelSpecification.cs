namespace WorkflowEngine.Storage.Specification;

/// <summary>x</summary>
public abstract class ModelSpecification<TFixture> : StoreSpecification<TFixture>
    where TFixture : StoreFixture, new();
