-- What is next of each schedule of a definition. due_at is the occurrence, fire_at when it is fired; both are null when none comes any more.
CREATE TABLE schedules (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    scope text COLLATE "C" NOT NULL,
    origin text COLLATE "C" NOT NULL,
    workflow text COLLATE "C" NOT NULL,
    trigger text COLLATE "C" NOT NULL,
    due_at bigint,
    fire_at bigint,
    fired_at bigint,
    UNIQUE (scope, origin, workflow, trigger)
) WITH (fillfactor = 70);
CREATE INDEX schedules_next ON schedules (fire_at, id) WHERE fire_at IS NOT NULL;

-- Saves definitions of an origin and their schedules. A schedule that is there already keeps its place in time; so do all where a
-- definition was kept as it is.
CREATE FUNCTION register_definitions_and_schedules(
    d_scope text, d_origin text, d_replace boolean, d_update boolean, d_now bigint,
    d_ref text[], d_hash text[], d_document text[], d_valid boolean[], d_search text[], d_tags text[],
    s_workflow text[], s_trigger text[], s_due_at bigint[], s_fire_at bigint[])
RETURNS TABLE (added integer, changed integer, removed integer, kept integer) LANGUAGE plpgsql
SET search_path FROM CURRENT SET plan_cache_mode = force_generic_plan SET jit = off AS $$
#variable_conflict use_column
BEGIN
    -- Waits for who saves the same scope, so nothing below meets its rows.
    SELECT d.added, d.changed, d.removed, d.kept INTO added, changed, removed, kept
    FROM register_definitions(d_scope, d_origin, d_replace, d_update, d_now, d_ref, d_hash, d_document, d_valid, d_search, d_tags) AS d;
    IF kept = 0 THEN
        DELETE FROM schedules s WHERE s.id IN (
            SELECT o.id FROM schedules o
            WHERE o.scope = d_scope AND o.origin = d_origin AND (d_replace OR o.workflow = ANY (d_ref))
                AND NOT EXISTS (SELECT 1 FROM unnest(s_workflow, s_trigger) AS g (workflow, trigger)
                    WHERE g.workflow = o.workflow AND g.trigger = o.trigger)
            ORDER BY o.id FOR UPDATE);

        INSERT INTO schedules (scope, origin, workflow, trigger, due_at, fire_at)
        SELECT d_scope, d_origin, g.workflow, g.trigger, g.due_at, g.fire_at
        FROM unnest(s_workflow, s_trigger, s_due_at, s_fire_at) AS g (workflow, trigger, due_at, fire_at)
        ON CONFLICT (scope, origin, workflow, trigger) DO NOTHING;
    END IF;

    RETURN NEXT;
END $$;

-- Moves schedules on that are still where the step begins, and gives the places of those. A schedule that somebody else is moving counts
-- as moved by them: these are the first locks of a transaction and it never waits for one of them.
CREATE FUNCTION advance_schedules(
    g_scope text[], g_origin text[], g_workflow text[], g_trigger text[], g_expected bigint[], g_due_at bigint[], g_fire_at bigint[],
    g_fired_at bigint[])
RETURNS TABLE (place bigint) LANGUAGE sql
SET search_path FROM CURRENT SET plan_cache_mode = force_generic_plan SET jit = off
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
    WITH given AS (
        SELECT * FROM unnest(g_scope, g_origin, g_workflow, g_trigger, g_expected, g_due_at, g_fire_at, g_fired_at) WITH ORDINALITY
            AS g (scope, origin, workflow, trigger, expected, due_at, fire_at, fired_at, line)
    ), held AS (
        SELECT s.id, g.due_at, g.fire_at, g.fired_at, g.line
        FROM given g JOIN schedules s ON s.scope = g.scope AND s.origin = g.origin AND s.workflow = g.workflow AND s.trigger = g.trigger
        WHERE s.due_at = g.expected
        ORDER BY s.id FOR UPDATE OF s SKIP LOCKED
    )
    UPDATE schedules s SET due_at = h.due_at, fire_at = h.fire_at, fired_at = coalesce(h.fired_at, s.fired_at)
    FROM held h WHERE s.id = h.id RETURNING h.line;
$$;
