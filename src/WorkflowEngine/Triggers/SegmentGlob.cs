using System.Numerics;

namespace WorkflowEngine.Triggers;

/// <summary>
/// A glob that is matched segment by segment between slashes: <c>**</c> is any number of segments, and within a segment <c>*</c>, <c>?</c>
/// and <c>[]</c> mean what a shell means by them. All states of the segments are followed at once, so a match is linear in both and
/// allocates nothing.
/// </summary>
internal sealed class SegmentGlob
{
    private readonly string[] _segments;
    private readonly bool[] _isDeep;

    public SegmentGlob(string pattern)
    {
        _segments = pattern.Split('/');
        _isDeep = Array.ConvertAll(_segments, segment => segment == "**");
    }

    public bool IsMatch(ReadOnlySpan<char> value)
    {
        var words = (_segments.Length >> 6) + 1;
        Span<ulong> current = stackalloc ulong[words];
        Span<ulong> next = stackalloc ulong[words];
        Enter(current, 0);
        foreach (var range in value.Split('/'))
        {
            next.Clear();
            if (!Step(current, next, value[range]))
            {
                return false;
            }

            var swap = current;
            current = next;
            next = swap;
        }

        return (current[_segments.Length >> 6] & (1UL << _segments.Length)) != 0;
    }

    private bool Step(ReadOnlySpan<ulong> current, Span<ulong> next, ReadOnlySpan<char> segment)
    {
        var alive = false;
        for (var word = 0; word < current.Length; word++)
        {
            for (var bits = current[word]; bits != 0; bits &= bits - 1)
            {
                var index = (word << 6) + BitOperations.TrailingZeroCount(bits);
                if (index == _segments.Length || !(_isDeep[index] || ShellPattern.IsMatch(_segments[index], segment)))
                {
                    continue;
                }

                Enter(next, _isDeep[index] ? index : index + 1);
                alive = true;
            }
        }

        return alive;
    }

    /// <summary>Adds a state, and those after it that need no segment.</summary>
    private void Enter(Span<ulong> set, int index)
    {
        set[index >> 6] |= 1UL << index;
        while (index < _segments.Length && _isDeep[index])
        {
            index++;
            set[index >> 6] |= 1UL << index;
        }
    }
}
