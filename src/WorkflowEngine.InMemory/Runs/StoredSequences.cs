namespace WorkflowEngine.InMemory.Runs;

/// <summary>The sequence numbers an attempt has stored: all up to one number, and a few beyond when they came out of order.</summary>
internal sealed class StoredSequences
{
    private int _upTo;
    private HashSet<int>? _beyond;

    public bool TryAdd(int sequence)
    {
        if (sequence > 0 && sequence <= _upTo)
        {
            return false;
        }

        if (sequence != _upTo + 1)
        {
            return (_beyond ??= []).Add(sequence);
        }

        if (_beyond?.Remove(sequence) == true)
        {
            return false;
        }

        _upTo = sequence;
        while (_beyond?.Remove(_upTo + 1) == true)
        {
            _upTo++;
        }

        return true;
    }
}
