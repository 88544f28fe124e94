-- Deletes ended runs that a retention does not keep, with all that belongs to them. One caller at a time: another one gets 0. What
-- deletes and what creates exclude each other (see create_runs), so a call takes only a few runs.
CREATE FUNCTION delete_runs(d_before bigint, d_keep bigint, d_unread_before bigint, d_limit integer) RETURNS integer LANGUAGE plpgsql
SET search_path FROM CURRENT SET plan_cache_mode = force_generic_plan SET jit = off
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
#variable_conflict use_column
DECLARE
    read_up_to bigint;
    runs bigint[];
    plans bigint[];
    deliveries bigint[];
BEGIN
    IF NOT pg_try_advisory_xact_lock(lock_key('retention', '')) THEN
        RETURN 0;
    END IF;

    SELECT coalesce(min(position), 9223372036854775807) INTO read_up_to FROM observer_positions;

    -- Before the lock that creations wait for: to find them may take a while.
    SELECT array_agg(r.id) INTO runs FROM (
        SELECT r.id FROM workflow_runs r CROSS JOIN LATERAL (SELECT s.last_number FROM workflow_scopes s WHERE s.scope = r.scope) s
        WHERE r.status < 5 AND r.stopped_at < d_before AND r.number <= s.last_number - d_keep
        AND (r.stopped_at < d_unread_before OR NOT EXISTS (
            SELECT 1 FROM workflow_events e WHERE e.run_id = r.id AND e.position > read_up_to))
        ORDER BY r.stopped_at, r.id LIMIT d_limit) r;

    PERFORM pg_advisory_xact_lock(lock_key('deletion', ''));
    SELECT array_agg(r.id), array_agg(DISTINCT r.plan_id), array_agg(DISTINCT r.delivery_id) FILTER (WHERE r.delivery_id IS NOT NULL)
    INTO runs, plans, deliveries
    FROM (
        -- Again, for a run may have gone on since.
        SELECT id, plan_id, delivery_id FROM workflow_runs
        WHERE id = ANY (runs) AND status + 0 < 5 AND stopped_at < d_before FOR UPDATE SKIP LOCKED) r;

    IF runs IS NOT NULL THEN
        DELETE FROM workflow_jobs WHERE run_id = ANY (runs);
        DELETE FROM workflow_tasks WHERE run_id = ANY (runs);
        DELETE FROM workflow_steps WHERE run_id = ANY (runs);
        DELETE FROM workflow_events WHERE run_id = ANY (runs);
        DELETE FROM workflow_logs WHERE run_id = ANY (runs);
        DELETE FROM workflow_run_inputs WHERE run_id = ANY (runs);
        DELETE FROM workflow_runs WHERE id = ANY (runs);
        DELETE FROM workflow_plans p WHERE p.id = ANY (plans) AND NOT EXISTS (SELECT 1 FROM workflow_runs r WHERE r.plan_id = p.id);
        DELETE FROM trigger_deliveries d
        WHERE d.id = ANY (deliveries) AND NOT EXISTS (SELECT 1 FROM workflow_runs r WHERE r.delivery_id = d.id);
    END IF;

    DELETE FROM trigger_deliveries WHERE run_count = 0 AND arrived_at < d_before;
    RETURN coalesce(cardinality(runs), 0);
END $$;
