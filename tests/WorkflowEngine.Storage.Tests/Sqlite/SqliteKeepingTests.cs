using WorkflowEngine.Storage.Specification;

namespace WorkflowEngine.Storage.Tests.Sqlite;

public sealed class SqliteKeepingTests : RetentionSpecification<SqliteStoreFixture>;
