using WorkflowEngine.Storage;

namespace WorkflowEngine.Sqlite.Maintenance;

/// <summary>Rules about events, log lines and observers.</summary>
internal static class EventRules
{
    internal static IReadOnlyList<CheckRule> All { get; } =
    [
        new(StoreRules.EventSequence, """
            SELECT run_id, NULL, NULL, 'event ' || (last_sequence - count + 1) || ' at position ' || position || ' does not follow event ' || before
            FROM (
                SELECT
                    run_id, position, last_sequence, count, coalesce(lag(last_sequence) OVER w, 0) AS before,
                    coalesce(lag(position) OVER w, 0) AS place_before
                FROM workflow_events WINDOW w AS (PARTITION BY run_id ORDER BY last_sequence, position)) e
            WHERE last_sequence - count <> before OR position <= place_before
            UNION ALL
            SELECT r.id, NULL, NULL, 'the run has ' || r.last_event || ' events, and the last one stored is ' || coalesce(e.last, 0)
            FROM workflow_runs r
            LEFT JOIN (SELECT run_id, max(last_sequence) AS last FROM workflow_events GROUP BY run_id) e ON e.run_id = r.id
            WHERE coalesce(e.last, 0) <> r.last_event
            """),
        new(StoreRules.EventDocument, """
            SELECT e.run_id, NULL, NULL,
                'the row at position ' || e.position || ' has not the ' || e.count || ' events up to number ' || e.last_sequence
            FROM workflow_events e
            WHERE CASE WHEN json_valid(e.document)
                THEN e.count < 1 OR json_array_length(e.document) <> e.count + 1 OR json_extract(e.document, '$[#-1][0]') IS NOT e.last_sequence
                ELSE 1 END
            """),
        new(StoreRules.EventRunStatus, """
            SELECT r.id, NULL, NULL, 'the run has the status ' || r.status || ', and its last event ' || coalesce(l.status, 'is missing')
            FROM workflow_runs r
            LEFT JOIN (
                SELECT e.run_id, max(json_extract(x.value, '$[0]')), json_extract(x.value, '$[2]') AS status
                FROM workflow_events e, json_each(CASE WHEN json_valid(e.document) THEN e.document ELSE '[]' END) x
                WHERE x.key > 0 AND json_extract(x.value, '$[1]') = 0
                GROUP BY e.run_id) l ON l.run_id = r.id
            WHERE l.status IS NOT r.status
            """),
        new(StoreRules.EventJobStatus, """
            SELECT j.run_id, j.job, j.attempt, 'the job has the status ' || j.status || ', and its last event ' || coalesce(l.status, 'is missing')
            FROM workflow_jobs j
            LEFT JOIN (
                SELECT e.run_id, json_extract(x.value, '$[4]') AS job, max(json_extract(x.value, '$[0]')), json_extract(x.value, '$[2]') AS status
                FROM workflow_events e, json_each(CASE WHEN json_valid(e.document) THEN e.document ELSE '[]' END) x
                WHERE x.key > 0 AND json_extract(x.value, '$[1]') = 1
                GROUP BY e.run_id, json_extract(x.value, '$[4]')) l ON l.run_id = j.run_id AND l.job = j.job
            WHERE coalesce(l.status, 7) <> j.status
            """),
        new(StoreRules.LogSequence, """
            SELECT run_id, job, attempt, 'line ' || sequence || ' is stored ' || count(*) || ' times'
            FROM workflow_logs GROUP BY run_id, job, attempt, sequence HAVING count(*) > 1
            UNION ALL
            SELECT t.run_id, t.job, t.attempt, 'line ' || l.last || ' is stored, and the last one noted is ' || t.last_log_sequence
            FROM workflow_tasks t
            JOIN (
                SELECT run_id, job, attempt, max(sequence) AS last
                FROM workflow_logs GROUP BY run_id, job, attempt) l ON l.run_id = t.run_id AND l.job = t.job AND l.attempt = t.attempt
            WHERE l.last > t.last_log_sequence
            """),
        new(StoreRules.ObserverPosition, """
            SELECT NULL, NULL, NULL, 'the observer ' || o.observer || ' is at position ' || o.position || ', beyond the last one given'
            FROM observer_positions o WHERE o.position > coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'workflow_events'), 0)
            """),
    ];
}
