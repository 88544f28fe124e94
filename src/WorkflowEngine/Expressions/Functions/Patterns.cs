using System.Text.RegularExpressions;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Expressions.Functions;

/// <summary>Regular expressions in linear time: no look-around, no back-references, and a bound on their size.</summary>
internal static class Patterns
{
    private const int MaxLength = 2_000;

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    public static Regex? TryCompile(string pattern, out string problem)
    {
        problem = "The regular expression is too long.";
        if (pattern.Length > MaxLength)
        {
            return null;
        }

        try
        {
            return new Regex(pattern, Options, Regex.InfiniteMatchTimeout);
        }
        catch (ArgumentException)
        {
            problem = "The regular expression is malformed.";
        }
        catch (NotSupportedException)
        {
            problem = "The regular expression is too large, or needs look-around or back-references, which take more than linear time.";
        }

        return null;
    }

    public static bool Match(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        value = default;
        if (!Arguments.TryText(ref evaluation, "match", arguments[0], out var pattern))
        {
            return false;
        }

        // Building the automaton costs far more than a step, in proportion to the pattern.
        return evaluation.Charge(1_000 + (64L * pattern.Length))
            && (TryCompile(pattern, out var problem) is { } regex
                ? TryMatch(ref evaluation, regex, arguments[1], out value)
                : evaluation.Fail(ExpressionCodes.Pattern, problem));
    }

    public static bool TryMatch(ref Evaluation evaluation, Regex pattern, in ExpressionValue operand, out ExpressionValue value)
    {
        value = default;
        if (!Arguments.TryText(ref evaluation, "match", operand, out var text) || !evaluation.Charge(text.Length * 4L))
        {
            return false;
        }

        value = ExpressionValue.Of(pattern.IsMatch(text)).From(operand);
        return true;
    }
}
