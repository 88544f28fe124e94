-- What is next of each schedule of a definition. due_at is the occurrence, fire_at when it is fired; both are null when none comes any more.
CREATE TABLE schedules (
    id INTEGER PRIMARY KEY,
    scope TEXT NOT NULL,
    origin TEXT NOT NULL,
    workflow TEXT NOT NULL,
    trigger TEXT NOT NULL,
    due_at INTEGER,
    fire_at INTEGER,
    fired_at INTEGER,
    UNIQUE (scope, origin, workflow, trigger)
);
CREATE INDEX schedules_next ON schedules (fire_at) WHERE fire_at IS NOT NULL;
