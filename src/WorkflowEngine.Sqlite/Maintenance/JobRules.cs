using WorkflowEngine.Storage;

namespace WorkflowEngine.Sqlite.Maintenance;

/// <summary>Rules about jobs, their attempts and the steps of those.</summary>
internal static class JobRules
{
    internal static IReadOnlyList<CheckRule> All { get; } =
    [
        new(StoreRules.JobTask, """
            SELECT j.run_id, j.job, j.attempt, 'the job has the status ' || j.status || ' and ' || count(t.attempt) || ' open tasks of its attempt'
            FROM workflow_jobs j
            LEFT JOIN workflow_tasks t ON t.run_id = j.run_id AND t.job = j.job AND t.status >= 5
            WHERE j.status IN (5, 6)
            GROUP BY j.run_id, j.job, j.attempt, j.status
            HAVING count(t.attempt) <> 1 OR max(t.attempt) <> j.attempt
            """),
        new(StoreRules.JobEndedTask, """
            SELECT t.run_id, t.job, t.attempt, 'the job has the status ' || j.status || ', and this task the status ' || t.status
            FROM workflow_tasks t JOIN workflow_jobs j ON j.run_id = t.run_id AND j.job = t.job
            WHERE t.status >= 5 AND j.status NOT IN (5, 6)
            """),
        new(StoreRules.JobUnclaimed, """
            SELECT j.run_id, j.job, j.attempt, 'the job is running, and its task has the status ' || t.status
            FROM workflow_jobs j JOIN workflow_tasks t ON t.run_id = j.run_id AND t.job = j.job AND t.attempt = j.attempt
            WHERE j.status = 6 AND t.status <> 6
            """),
        new(StoreRules.JobAttempts, """
            SELECT
                j.run_id, j.job, j.attempt,
                'the job is at attempt ' || j.attempt || ' and has ' || coalesce(t.tasks, 0) || ' tasks up to attempt ' || coalesce(t.last, 0)
            FROM workflow_jobs j
            LEFT JOIN (
                SELECT run_id, job, count(*) AS tasks, min(attempt) AS first, max(attempt) AS last
                FROM workflow_tasks GROUP BY run_id, job) t ON t.run_id = j.run_id AND t.job = j.job
            WHERE coalesce(t.tasks, 0) <> j.attempt OR coalesce(t.last, 0) <> j.attempt OR coalesce(t.first, 1) <> 1
            """),
        new(StoreRules.JobTimes, """
            SELECT
                run_id, job, attempt,
                CASE WHEN status = 6 AND worker IS NULL THEN 'the job is running and has no worker'
                    WHEN status = 6 AND started_at IS NULL THEN 'the job is running and has no start'
                    WHEN stopped_at IS NULL THEN 'the job has ended and has no end'
                    ELSE 'the job has an end and the status ' || status END
            FROM workflow_jobs
            WHERE (status < 5) <> (stopped_at IS NOT NULL) OR (status = 6 AND (started_at IS NULL OR worker IS NULL))
            """),
        new(StoreRules.JobVersion, """
            SELECT j.run_id, j.job, j.attempt, 'the job is of version ' || j.version || ' and the run of version ' || r.version
            FROM workflow_jobs j JOIN workflow_runs r ON r.id = j.run_id WHERE j.version > r.version
            """),
        new(StoreRules.TaskLease, """
            SELECT
                run_id, job, attempt,
                CASE WHEN status = 6 THEN 'the task is running and has no whole lease' ELSE 'the task is waiting and has a lease' END
            FROM workflow_tasks
            WHERE (status = 6 AND (worker IS NULL OR token IS NULL OR expires_at IS NULL))
            OR (status = 5 AND (worker IS NOT NULL OR token IS NOT NULL OR expires_at IS NOT NULL))
            """),
        new(StoreRules.TaskTimes, """
            SELECT run_id, job, attempt, 'the task has the status ' || status || CASE WHEN stopped_at IS NULL THEN ' and no end' ELSE ' and an end' END
            FROM workflow_tasks WHERE (status < 5) <> (stopped_at IS NOT NULL)
            """),
        new(StoreRules.TaskQueue, """
            SELECT run_id, job, attempt, 'the waiting task has the place ' || queue || CASE WHEN not_before IS NULL THEN ' and no instant' ELSE '' END
            FROM workflow_tasks WHERE status = 5 AND (queue NOT BETWEEN 0 AND 2 OR (queue = 1 AND not_before IS NULL))
            """),
        new(StoreRules.TaskHeld, """
            SELECT t.run_id, t.job, t.attempt, 'the task is held, and nothing holds it'
            FROM workflow_tasks t JOIN workflow_runs r ON r.id = t.run_id
            WHERE t.status = 5 AND t.queue = 2
            AND NOT EXISTS (
                SELECT 1 FROM workflow_runs o
                WHERE o.scope = r.scope AND o.concurrency_group = r.concurrency_group AND o.status >= 5 AND o.id < r.id)
            AND NOT EXISTS (
                SELECT 1 FROM workflow_tasks o
                WHERE o.concurrency_group = t.concurrency_group AND o.status IN (5, 6)
                AND (o.status = 6 OR (o.run_id, o.job, o.attempt) < (t.run_id, t.job, t.attempt)))
            """),
        new(StoreRules.TaskGroup, """
            SELECT min(run_id), NULL, NULL, count(*) || ' tasks of the group ' || concurrency_group || ' are running'
            FROM workflow_tasks WHERE status = 6 AND concurrency_group IS NOT NULL
            GROUP BY concurrency_group HAVING count(*) > 1
            """),
        new(StoreRules.StepOpen, """
            SELECT s.run_id, s.job, s.attempt, 'step ' || s.step || ' has the status ' || s.status || ', and its attempt has ended'
            FROM workflow_steps s JOIN workflow_tasks t ON t.run_id = s.run_id AND t.job = s.job AND t.attempt = s.attempt
            WHERE s.status >= 5 AND t.status < 5
            """),
        new(StoreRules.StepTimes, """
            SELECT run_id, job, attempt, 'step ' || step || ' has the status ' || status || CASE WHEN stopped_at IS NULL THEN ' and no end' ELSE ' and an end' END
            FROM workflow_steps WHERE (status < 5) <> (stopped_at IS NOT NULL)
            """),
    ];
}
