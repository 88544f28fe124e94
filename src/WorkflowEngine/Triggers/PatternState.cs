using System.Text;

namespace WorkflowEngine.Triggers;

/// <summary>One state of a pattern's automaton.</summary>
/// <param name="Kind">What the state consumes.</param>
/// <param name="Character">The character of a <see cref="PatternStateKind.Character"/>.</param>
/// <param name="Set">The members of a <see cref="PatternStateKind.Set"/>: pairs of first and last character.</param>
internal readonly record struct PatternState(PatternStateKind Kind, Rune Character = default, Rune[]? Set = null)
{
    public bool Optional { get; init; }

    public bool Repeated { get; init; }

    /// <summary>Whether the state stands for a character that <c>?</c> and <c>+</c> can apply to.</summary>
    public bool IsCharacter => Kind is PatternStateKind.Character or PatternStateKind.Set;

    public bool Accepts(Rune rune)
    {
        if (Kind == PatternStateKind.Character)
        {
            return rune == Character;
        }

        for (var i = 0; i < Set!.Length; i += 2)
        {
            if (rune >= Set[i] && rune <= Set[i + 1])
            {
                return true;
            }
        }

        return false;
    }
}
