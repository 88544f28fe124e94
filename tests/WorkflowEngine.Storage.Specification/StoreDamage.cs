namespace WorkflowEngine.Storage.Specification;

/// <summary>Damage to a store that a check must find, as SQL that the adapters have in common.</summary>
public static class StoreDamage
{
    /// <summary>Damage of each rule. {0} is the run that has ended, {1} the one that is running, {2} the one that waits for it.</summary>
    public static TheoryData<string, string> All { get; } = new()
    {
        { StoreRules.UnknownStatus, "UPDATE workflow_steps SET status = 0 WHERE run_id = {0}" },
        { StoreRules.UnknownStatus, "UPDATE workflow_runs SET status = 7 WHERE id = {1}" },
        { StoreRules.RunOpenJob, "UPDATE workflow_jobs SET status = 5, stopped_at = NULL WHERE run_id = {0}" },
        { StoreRules.RunWithoutOpenJob, "UPDATE workflow_jobs SET status = 1 WHERE run_id = {2}" },
        { StoreRules.RunOutcome, "UPDATE workflow_runs SET status = 3 WHERE id = {0}" },
        { StoreRules.RunTimes, "UPDATE workflow_runs SET stopped_at = NULL WHERE id = {0}" },
        { StoreRules.RunTimes, "UPDATE workflow_runs SET started_at = NULL WHERE id = {1}" },
        { StoreRules.RunPlan, "UPDATE workflow_runs SET plan_id = 999 WHERE id = {0}" },
        { StoreRules.RunInputs, "DELETE FROM workflow_run_inputs WHERE run_id = {0}" },
        { StoreRules.RunJobs, "DELETE FROM workflow_jobs WHERE run_id = {1} AND job = 1" },
        { StoreRules.RunNumber, "UPDATE workflow_runs SET number = 1 WHERE id = {2}" },
        { StoreRules.RunNumber, "UPDATE workflow_scopes SET last_number = 2" },
        { StoreRules.RunGroup, "UPDATE workflow_runs SET status = 6, started_at = 1 WHERE id = {2}" },
        { StoreRules.PlanHash, "UPDATE workflow_plans SET document = 'other'" },
        { StoreRules.DefinitionHash, "UPDATE workflow_definitions SET document = 'other'" },
        { StoreRules.JobTask, "DELETE FROM workflow_tasks WHERE run_id = {2}" },
        { StoreRules.JobTask, "UPDATE workflow_tasks SET attempt = 2 WHERE run_id = {2}" },
        { StoreRules.JobEndedTask, "UPDATE workflow_jobs SET status = 7 WHERE run_id = {2}" },
        { StoreRules.JobUnclaimed, "UPDATE workflow_tasks SET status = 5 WHERE run_id = {1}" },
        { StoreRules.JobAttempts, "UPDATE workflow_jobs SET attempt = 3 WHERE run_id = {0}" },
        { StoreRules.JobTimes, "UPDATE workflow_jobs SET worker = NULL WHERE run_id = {1}" },
        { StoreRules.JobTimes, "UPDATE workflow_jobs SET stopped_at = NULL WHERE run_id = {0}" },
        { StoreRules.JobVersion, "UPDATE workflow_jobs SET version = 99 WHERE run_id = {0}" },
        { StoreRules.TaskLease, "UPDATE workflow_tasks SET expires_at = NULL WHERE run_id = {1}" },
        { StoreRules.TaskLease, "UPDATE workflow_tasks SET worker = 'somebody' WHERE run_id = {2}" },
        { StoreRules.TaskTimes, "UPDATE workflow_tasks SET stopped_at = NULL WHERE run_id = {0}" },
        { StoreRules.TaskQueue, "UPDATE workflow_tasks SET queue = 1 WHERE run_id = {2}" },
        { StoreRules.TaskHeld, "UPDATE workflow_runs SET concurrency_group = NULL WHERE id = {2}" },
        { StoreRules.TaskGroup, "UPDATE workflow_tasks SET concurrency_group = 'x', status = 6 WHERE run_id IN ({1}, {2})" },
        { StoreRules.StepOpen, "UPDATE workflow_steps SET status = 6 WHERE run_id = {0}" },
        { StoreRules.StepTimes, "UPDATE workflow_steps SET stopped_at = NULL WHERE run_id = {0}" },
        {
            StoreRules.EventSequence,
            "DELETE FROM workflow_events WHERE position = (SELECT min(position) FROM workflow_events WHERE run_id = {0})"
        },
        {
            StoreRules.EventSequence,
            "DELETE FROM workflow_events WHERE position = (SELECT max(position) FROM workflow_events WHERE run_id = {0})"
        },
        { StoreRules.EventDocument, "UPDATE workflow_events SET document = 'other' WHERE run_id = {0}" },
        { StoreRules.EventDocument, "UPDATE workflow_events SET document = '[1]' WHERE run_id = {0}" },
        { StoreRules.EventRunStatus, "UPDATE workflow_runs SET status = 2 WHERE id = {0}" },
        { StoreRules.EventJobStatus, "UPDATE workflow_jobs SET status = 2 WHERE run_id = {0}" },
        { StoreRules.LogSequence, "UPDATE workflow_logs SET sequence = 1 WHERE run_id = {0}" },
        { StoreRules.LogSequence, "UPDATE workflow_tasks SET last_log_sequence = 1 WHERE run_id = {0}" },
        { StoreRules.ObserverPosition, "UPDATE observer_positions SET position = 999" },
        { StoreRules.DeliveryRuns, "DELETE FROM trigger_deliveries" },
        { StoreRules.DeliveryRuns, "UPDATE workflow_runs SET delivery_id = NULL" },
        { StoreRules.OrphanRow, "DELETE FROM workflow_runs WHERE id = {0}" },
        { StoreRules.OrphanRow, "DELETE FROM workflow_tasks WHERE run_id = {0}" },
    };
}
