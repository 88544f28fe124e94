namespace WorkflowEngine.Sqlite.Rows;

/// <summary>Where a waiting task stands, as the column <c>queue</c> says it.</summary>
internal static class TaskQueue
{
    internal const long Ready = 0;
    internal const long Delayed = 1;
    internal const long Held = 2;
}
