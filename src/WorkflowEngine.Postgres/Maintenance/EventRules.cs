using WorkflowEngine.Storage;

namespace WorkflowEngine.Postgres.Maintenance;

/// <summary>Rules about events, log lines and observers.</summary>
internal static class EventRules
{
    internal static IReadOnlyList<CheckRule> All { get; } =
    [
        new(StoreRules.EventSequence, """
            SELECT run_id, NULL::integer, NULL::integer, 'event ' || (last_sequence - count + 1) || ' at position ' || position || ' does not follow event ' || before
            FROM (
                SELECT
                    run_id, position, last_sequence, count, coalesce(lag(last_sequence) OVER w, 0) AS before,
                    coalesce(lag(position) OVER w, 0) AS place_before
                FROM @workflow_events WINDOW w AS (PARTITION BY run_id ORDER BY last_sequence, position)) e
            WHERE last_sequence - count <> before OR position <= place_before
            UNION ALL
            SELECT r.id, NULL::integer, NULL::integer, 'the run has ' || r.last_event || ' events, and the last one stored is ' || coalesce(e.last, 0)
            FROM @workflow_runs r
            LEFT JOIN (SELECT run_id, max(last_sequence) AS last FROM @workflow_events GROUP BY run_id) e ON e.run_id = r.id
            WHERE coalesce(e.last, 0) <> r.last_event
            """),
        new(StoreRules.EventDocument, """
            SELECT e.run_id, NULL::integer, NULL::integer,
                'the row at position ' || e.position || ' has not the ' || e.count || ' events up to number ' || e.last_sequence
            FROM @workflow_events e
            WHERE e.count < 1 OR json_array_length(e.document::json) <> e.count + 1
            OR (e.document::json -> -1 ->> 0)::bigint IS DISTINCT FROM e.last_sequence
            """),
        new(StoreRules.EventRunStatus, """
            SELECT r.id, NULL::integer, NULL::integer,
                'the run has the status ' || r.status || ', and its last event ' || coalesce(l.status::text, 'is missing')
            FROM @workflow_runs r
            LEFT JOIN (
                SELECT DISTINCT ON (e.run_id) e.run_id, (x.event ->> 2)::integer AS status
                FROM @workflow_events e
                CROSS JOIN LATERAL json_array_elements(e.document::json) WITH ORDINALITY AS x (event, place)
                WHERE x.place > 1 AND (x.event ->> 1)::integer = 0
                ORDER BY e.run_id, e.last_sequence DESC, x.place DESC) l ON l.run_id = r.id
            WHERE l.status IS DISTINCT FROM r.status
            """),
        new(StoreRules.EventJobStatus, """
            SELECT j.run_id, j.job, j.attempt,
                'the job has the status ' || j.status || ', and its last event ' || coalesce(l.status::text, 'is missing')
            FROM @workflow_jobs j
            LEFT JOIN (
                SELECT DISTINCT ON (e.run_id, (x.event ->> 4)::integer)
                    e.run_id, (x.event ->> 4)::integer AS job, (x.event ->> 2)::integer AS status
                FROM @workflow_events e
                CROSS JOIN LATERAL json_array_elements(e.document::json) WITH ORDINALITY AS x (event, place)
                WHERE x.place > 1 AND (x.event ->> 1)::integer = 1
                ORDER BY e.run_id, (x.event ->> 4)::integer, e.last_sequence DESC, x.place DESC) l ON l.run_id = j.run_id AND l.job = j.job
            WHERE coalesce(l.status, 7) <> j.status
            """),
        new(StoreRules.LogSequence, """
            SELECT run_id, job, attempt, 'line ' || sequence || ' is stored ' || count(*) || ' times'
            FROM @workflow_logs GROUP BY run_id, job, attempt, sequence HAVING count(*) > 1
            UNION ALL
            SELECT t.run_id, t.job, t.attempt, 'line ' || l.last || ' is stored, and the last one noted is ' || t.last_log_sequence
            FROM @workflow_tasks t
            JOIN (
                SELECT run_id, job, attempt, max(sequence) AS last
                FROM @workflow_logs GROUP BY run_id, job, attempt) l ON l.run_id = t.run_id AND l.job = t.job AND l.attempt = t.attempt
            WHERE l.last > t.last_log_sequence
            """),
        new(StoreRules.ObserverPosition, """
            SELECT NULL::bigint, NULL::integer, NULL::integer, 'the observer ' || o.observer || ' is at position ' || o.position || ', beyond the last one given'
            FROM @observer_positions o WHERE o.position > coalesce(pg_sequence_last_value(
                coalesce(to_regclass('@workflow_event_positions'), pg_get_serial_sequence('@workflow_events', 'position')::regclass)), 0)
            """),
    ];
}
