using WorkflowEngine.Storage;

namespace WorkflowEngine.Sqlite.Maintenance;

/// <summary>Rules about runs as a whole: their jobs, numbers and groups.</summary>
internal static class RunRules
{
    internal static IReadOnlyList<CheckRule> All { get; } =
    [
        new(StoreRules.UnknownStatus, """
            SELECT id, NULL, NULL, 'the run has the status ' || status FROM workflow_runs WHERE status NOT BETWEEN 1 AND 6
            UNION ALL
            SELECT run_id, job, attempt, 'the job has the status ' || status FROM workflow_jobs WHERE status NOT BETWEEN 1 AND 7
            UNION ALL
            SELECT run_id, job, attempt, 'the task has the status ' || status FROM workflow_tasks WHERE status NOT BETWEEN 1 AND 6
            UNION ALL
            SELECT run_id, job, attempt, 'step ' || step || ' has the status ' || status FROM workflow_steps WHERE status NOT BETWEEN 1 AND 6
            """),
        new(StoreRules.RunOpenJob, """
            SELECT j.run_id, j.job, j.attempt, 'the run has ended with the status ' || r.status || ', and this job has the status ' || j.status
            FROM workflow_jobs j JOIN workflow_runs r ON r.id = j.run_id WHERE j.status >= 5 AND r.status < 5
            """),
        new(StoreRules.RunWithoutOpenJob, """
            SELECT r.id, NULL, NULL, 'the run has the status ' || r.status || ', and all its jobs have ended'
            FROM workflow_runs r
            WHERE r.status >= 5 AND NOT EXISTS (SELECT 1 FROM workflow_jobs j WHERE j.run_id = r.id AND j.status >= 5)
            """),
        new(StoreRules.RunOutcome, """
            SELECT r.id, NULL, NULL, 'the run has ended with the status ' || r.status || ', which its jobs do not give'
            FROM workflow_runs r
            LEFT JOIN (
                SELECT
                    run_id, sum(CASE WHEN status = 1 THEN 1 ELSE 0 END) AS successes, sum(CASE WHEN status = 2 THEN 1 ELSE 0 END) AS failures,
                    sum(CASE WHEN status = 3 THEN 1 ELSE 0 END) AS cancelled, sum(CASE WHEN status = 4 THEN 1 ELSE 0 END) AS skipped,
                    count(*) AS jobs
                FROM workflow_jobs GROUP BY run_id) j ON j.run_id = r.id
            WHERE (r.status = 1 AND (coalesce(j.cancelled, 0) > 0 OR coalesce(j.successes + j.failures, 0) = 0))
            OR (r.status = 2 AND coalesce(j.failures, 0) = 0)
            OR (r.status = 3 AND coalesce(j.cancelled, 0) = 0)
            OR (r.status = 4 AND coalesce(j.skipped, 0) <> coalesce(j.jobs, 0))
            """),
        new(StoreRules.RunTimes, """
            SELECT
                id, NULL, NULL,
                CASE WHEN status = 6 AND started_at IS NULL THEN 'the run is running and has no start'
                    WHEN stopped_at IS NULL THEN 'the run has ended and has no end'
                    ELSE 'the run has an end and the status ' || status END
            FROM workflow_runs WHERE (status < 5) <> (stopped_at IS NOT NULL) OR (status = 6 AND started_at IS NULL)
            """),
        new(StoreRules.RunPlan, """
            SELECT r.id, NULL, NULL, 'the plan of the run is not stored'
            FROM workflow_runs r WHERE NOT EXISTS (SELECT 1 FROM workflow_plans p WHERE p.id = r.plan_id)
            """),
        new(StoreRules.RunInputs, """
            SELECT r.id, NULL, NULL, 'the event and the inputs of the run are not stored'
            FROM workflow_runs r WHERE NOT EXISTS (SELECT 1 FROM workflow_run_inputs i WHERE i.run_id = r.id)
            """),
        new(StoreRules.RunJobs, """
            SELECT r.id, NULL, NULL, 'the plan has ' || p.jobs || ' jobs, and the run ' || coalesce(j.jobs, 0) || ' up to index ' || coalesce(j.last, -1)
            FROM workflow_runs r
            JOIN (
                SELECT p.id, CASE WHEN json_valid(p.document) THEN json_array_length(p.document, '$.jobs') END AS jobs
                FROM workflow_plans p) p ON p.id = r.plan_id
            LEFT JOIN (SELECT run_id, count(*) AS jobs, min(job) AS first, max(job) AS last FROM workflow_jobs GROUP BY run_id) j ON j.run_id = r.id
            WHERE coalesce(j.jobs, 0) <> p.jobs OR coalesce(j.last, -1) <> p.jobs - 1 OR coalesce(j.first, 0) <> 0
            """),
        new(StoreRules.RunNumber, """
            SELECT r.id, NULL, NULL, 'the run has the number ' || r.number || ' after ' || r.before || ', and the last one given is ' || coalesce(s.last_number, 0)
            FROM (
                SELECT id, scope, number, coalesce(lag(number) OVER (PARTITION BY scope ORDER BY id), 0) AS before
                FROM workflow_runs) r
            LEFT JOIN workflow_scopes s ON s.scope = r.scope
            WHERE r.number <= r.before OR r.number > coalesce(s.last_number, 0)
            """),
        new(StoreRules.RunGroup, """
            SELECT r.id, NULL, NULL, 'the run is running, and so is the older run ' || o.id || ' of the group ' || r.concurrency_group
            FROM workflow_runs r
            JOIN workflow_runs o ON o.scope = r.scope AND o.concurrency_group = r.concurrency_group AND o.id < r.id AND o.status = 6
            WHERE r.status = 6
            AND NOT EXISTS (
                        SELECT 1 FROM workflow_events e, json_each(CASE WHEN json_valid(e.document) THEN e.document ELSE '[]' END) x
                        WHERE e.run_id = o.id AND x.key > 0 AND json_extract(x.value, '$[1]') = 0 AND json_extract(x.value, '$[2]') BETWEEN 1 AND 4)
            """),
    ];
}
