using WorkflowEngine.Storage;

namespace WorkflowEngine.Sqlite.Maintenance;

/// <summary>Rules about what belongs together over tables.</summary>
internal static class OwnerRules
{
    internal static IReadOnlyList<CheckRule> All { get; } =
    [
        new(StoreRules.DeliveryRuns, """
            SELECT r.id, NULL, NULL, 'the delivery that started the run is not stored'
            FROM workflow_runs r
            WHERE r.delivery_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM trigger_deliveries d WHERE d.id = r.delivery_id)
            UNION ALL
            SELECT NULL, NULL, NULL, 'the delivery ' || d.delivery_key || ' of ' || d.scope || ' started ' || d.run_count || ' runs, and ' || count(r.id) || ' are there'
            FROM trigger_deliveries d LEFT JOIN workflow_runs r ON r.delivery_id = d.id
            WHERE d.run_count > 0
            GROUP BY d.id, d.delivery_key, d.scope, d.run_count HAVING count(r.id) = 0 OR count(r.id) > d.run_count
            """),
        new(StoreRules.OrphanRow, """
            SELECT i.run_id, NULL, NULL, 'an event and inputs without their run'
            FROM workflow_run_inputs i WHERE NOT EXISTS (SELECT 1 FROM workflow_runs r WHERE r.id = i.run_id)
            UNION ALL
            SELECT j.run_id, j.job, j.attempt, 'a job without its run'
            FROM workflow_jobs j WHERE NOT EXISTS (SELECT 1 FROM workflow_runs r WHERE r.id = j.run_id)
            UNION ALL
            SELECT t.run_id, t.job, t.attempt, 'a task without its job'
            FROM workflow_tasks t WHERE NOT EXISTS (SELECT 1 FROM workflow_jobs j WHERE j.run_id = t.run_id AND j.job = t.job)
            UNION ALL
            SELECT s.run_id, s.job, s.attempt, 'step ' || s.step || ' without its task'
            FROM workflow_steps s
            WHERE NOT EXISTS (SELECT 1 FROM workflow_tasks t WHERE t.run_id = s.run_id AND t.job = s.job AND t.attempt = s.attempt)
            UNION ALL
            SELECT e.run_id, NULL, NULL, 'events at position ' || e.position || ' without their run'
            FROM workflow_events e WHERE NOT EXISTS (SELECT 1 FROM workflow_runs r WHERE r.id = e.run_id)
            UNION ALL
            SELECT l.run_id, l.job, l.attempt, 'line ' || l.sequence || ' without its task'
            FROM workflow_logs l
            WHERE NOT EXISTS (SELECT 1 FROM workflow_tasks t WHERE t.run_id = l.run_id AND t.job = l.job AND t.attempt = l.attempt)
            """),
    ];
}
