using System.Numerics;
using System.Text;

namespace WorkflowEngine.Triggers;

/// <summary>
/// One pattern of a filter, compiled to a small automaton: a match costs at most pattern length times text length and allocates nothing.
/// </summary>
/// <remarks>
/// <c>*</c> any characters but a slash; <c>**</c> any characters; <c>**/</c> any folders or none; <c>?</c> zero or one and <c>+</c> one
/// or more of the character before; <c>[]</c> one of a set; <c>\</c> takes the next character as it is; <c>!</c> in front negates.
/// </remarks>
internal sealed class FilterPattern
{
    public const int MaxLength = 1000;

    private readonly string _prefix;
    private readonly PatternState[] _states;

    /// <param name="text">The pattern as it was written.</param>
    /// <param name="negated">Whether it began with an exclamation mark.</param>
    /// <param name="prefix">The plain characters it begins with.</param>
    /// <param name="states">What follows the prefix.</param>
    internal FilterPattern(string text, bool negated, string prefix, PatternState[] states)
    {
        Text = text;
        IsNegated = negated;
        _prefix = prefix;
        _states = states;
    }

    public string Text { get; }

    public bool IsNegated { get; }

    /// <summary>The only text that the pattern matches; null when there are several.</summary>
    public string? Literal => _states.Length == 0 ? _prefix : null;

    public bool IsMatch(ReadOnlySpan<char> value)
    {
        if (!value.StartsWith(_prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var rest = value[_prefix.Length..];
        return _states switch
        {
            [] => rest.IsEmpty,
            [{ Kind: PatternStateKind.GlobStar }] => true,
            [{ Kind: PatternStateKind.Star }] => !rest.Contains('/'),
            _ => Run(rest),
        };
    }

    private bool Run(ReadOnlySpan<char> value)
    {
        var words = (_states.Length >> 6) + 1;
        Span<ulong> current = stackalloc ulong[words];
        Span<ulong> next = stackalloc ulong[words];
        Enter(current, 0);
        foreach (var rune in value.EnumerateRunes())
        {
            next.Clear();
            var alive = false;
            for (var word = 0; word < words; word++)
            {
                for (var bits = current[word]; bits != 0; bits &= bits - 1)
                {
                    alive |= Step(next, (word << 6) + BitOperations.TrailingZeroCount(bits), rune);
                }
            }

            if (!alive)
            {
                return false;
            }

            var swap = current;
            current = next;
            next = swap;
        }

        return (current[_states.Length >> 6] & (1UL << _states.Length)) != 0;
    }

    private bool Step(Span<ulong> next, int index, Rune rune)
    {
        if (index == _states.Length)
        {
            return false;
        }

        ref readonly var state = ref _states[index];
        switch (state.Kind)
        {
            case PatternStateKind.Star when rune.Value == '/':
                return false;
            case PatternStateKind.Star or PatternStateKind.GlobStar:
                Enter(next, index);
                return true;
            case PatternStateKind.FoldersStart:
                Enter(next, index + 1);
                return true;
            case PatternStateKind.FoldersRest:
                Enter(next, index);
                if (rune.Value == '/')
                {
                    Enter(next, index + 1);
                }

                return true;
            default:
                if (!state.Accepts(rune))
                {
                    return false;
                }

                Enter(next, index + 1);
                if (state.Repeated)
                {
                    Enter(next, index);
                }

                return true;
        }
    }

    /// <summary>Adds a state and all that can be reached from it without a character.</summary>
    private void Enter(Span<ulong> set, int index)
    {
        while ((set[index >> 6] & (1UL << index)) == 0)
        {
            set[index >> 6] |= 1UL << index;
            if (index == _states.Length)
            {
                return;
            }

            ref readonly var state = ref _states[index];
            if (state.Kind == PatternStateKind.FoldersStart)
            {
                index += 2;
            }
            else if (state.Optional || state.Kind is PatternStateKind.Star or PatternStateKind.GlobStar)
            {
                index++;
            }
            else
            {
                return;
            }
        }
    }
}
