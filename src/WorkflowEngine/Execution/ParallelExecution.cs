using System.Threading.Channels;
using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Execution;

/// <summary>The execution of a parallel step: its children together, once each, as many at a time as it allows.</summary>
internal sealed class ParallelExecution
{
    private readonly JobExecution _job;
    private readonly StepDefinition _step;
    private readonly StepGroup _group;
    private readonly int[] _indexes;
    private readonly LinkedList<int> _waiting = new();
    private readonly Channel<WorkflowStatus> _ended = Channel.CreateUnbounded<WorkflowStatus>();
    private int _running;
    private bool _anyFailed;

    public ParallelExecution(JobExecution job, StepDefinition step, int index, StepGroup? group)
    {
        (_job, _step, _group) = (job, step, new StepGroup(step, group));
        _indexes = new int[step.Steps.Count];
        var next = index + 1;
        for (var i = 0; i < _indexes.Length; i++)
        {
            _waiting.AddLast(i);
            _indexes[i] = next;
            next += StepOrder.CountOf(step.Steps[i]);
        }
    }

    public async Task<StepResult> RunAsync(CancellationToken cancellationToken)
    {
        if (_step.Steps.Count == 0)
        {
            return StepResult.Failure(ReasonCodes.InvalidStep, "Parallel step has no steps");
        }

        lock (_job.ProgressLock)
        {
            _job.Progress.SetWaiting(_step.Steps);
        }

        while (true)
        {
            Start(cancellationToken);
            if (_running == 0)
            {
                break;
            }

            // Children end when the token stops them, and each of them is waited for.
            var status = await _ended.Reader.ReadAsync(CancellationToken.None).ConfigureAwait(false);
            _running--;
            _anyFailed |= status is WorkflowStatus.Failure or WorkflowStatus.Cancelled;
        }

        cancellationToken.ThrowIfCancellationRequested();
        return _anyFailed ? StepResult.Failure(ReasonCodes.StepFailed, "Parallel group failed") : StepResult.Success;
    }

    /// <summary>Starts what may start now and skips what never may.</summary>
    private void Start(CancellationToken cancellationToken)
    {
        var limit = Math.Max(1, _step.MaxParallel ?? int.MaxValue);
        var again = true;
        while (again)
        {
            // A skipped child decides the children that depend on it.
            again = false;
            for (var node = _waiting.First; node is not null && _running < limit;)
            {
                var next = node.Next;
                again |= Decide(node, cancellationToken);
                node = next;
            }
        }

        if (_running == 0)
        {
            foreach (var child in _waiting)
            {
                Execution(child).End(StepProgress.SkipOfCycle.Reason!);
            }

            _waiting.Clear();
        }
    }

    /// <summary>Starts or skips one child, or lets it wait. Whether it ended without running.</summary>
    private bool Decide(LinkedListNode<int> node, CancellationToken cancellationToken)
    {
        var execution = Execution(node.Value);
        var decision = Next(_step.Steps[node.Value], cancellationToken);
        switch (decision.Kind)
        {
            case StepDecisionKind.Run:
                _waiting.Remove(node);
                _running++;
                _ = Task.Run(() => RunChildAsync(execution, cancellationToken), CancellationToken.None);
                return false;
            case StepDecisionKind.Skip or StepDecisionKind.Fail:
                _waiting.Remove(node);
                execution.End(decision.Reason!);
                _anyFailed |= decision.Kind == StepDecisionKind.Fail;
                return true;
            default:
                return false;
        }
    }

    private StepDecision Next(StepDefinition child, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            var reason = _job.WhyNotAny() ?? new StatusReason(ReasonCodes.Timeout, $"the time of step '{_step.Id}' was used up");
            return new StepDecision(StepDecisionKind.Skip, reason);
        }

        lock (_job.ProgressLock)
        {
            return _job.Progress.Decide(child, isChild: true);
        }
    }

    private async Task RunChildAsync(StepExecution execution, CancellationToken cancellationToken)
    {
        var status = WorkflowStatus.Failure;
        try
        {
            status = await execution.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _ended.Writer.TryWrite(status);
        }
    }

    private StepExecution Execution(int child) => new(_job, _step.Steps[child], _indexes[child], _group);
}
