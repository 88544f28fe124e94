using System.Diagnostics.CodeAnalysis;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Expressions;

/// <summary>A parsed expression of the <c>{{ }}</c> language; immutable, parsed once and evaluated many times.</summary>
public sealed class Expression : IEquatable<Expression>
{
    private readonly SourcePosition _origin;
    private readonly ExpressionNode _root;
    private readonly ExpressionNode? _hyphenated;

    private Expression(string source, SourcePosition origin, ExpressionNode root, ExpressionNode? hyphenated, bool usesStatusFunction, ExpressionParser parser)
    {
        (Source, _origin, _root, _hyphenated) = (source, origin, root, hyphenated);
        UsesStatusFunction = usesStatusFunction;
        Names = parser.Names.ConvertAll(name => new ExpressionName(source[name.Start..name.End], Between(name.Start, name.End)));
        Calls = parser.Calls.ConvertAll(call => new ExpressionCall(call.Name, call.Arguments, Between(call.Start, call.End)));
        Members = parser.Members.ConvertAll(
            member => new ExpressionMember(source[member.Name.Start..member.Name.End], member.Key, Between(member.Name.Start, member.End)));
    }

    /// <summary>The text the expression was parsed from, without <c>{{ }}</c> around it.</summary>
    public string Source { get; }

    /// <summary>Whether <c>success</c>, <c>failure</c>, <c>always</c> or <c>cancelled</c> is called anywhere in it.</summary>
    public bool UsesStatusFunction { get; }

    /// <summary>The names the scope must know, each time they are read; those that <c>default</c> or <c>is defined</c> guard are left out.</summary>
    public IReadOnlyList<ExpressionName> Names { get; }

    /// <summary>The functions it calls, each time they are called.</summary>
    internal IReadOnlyList<ExpressionCall> Calls { get; }

    /// <summary>The keys it reads of names; those that <c>default</c> or <c>is defined</c> guard are left out.</summary>
    internal IReadOnlyList<ExpressionMember> Members { get; }

    /// <summary>Reads an expression; false when it has a mistake, which is then added to <paramref name="diagnostics"/>.</summary>
    /// <param name="source">The expression, with or without <c>{{ }}</c> or <c>${{ }}</c> around all of it.</param>
    /// <param name="origin">Where the text starts in its file; the default when that is not known, and then errors have no position.</param>
    /// <param name="diagnostics">Where a mistake is told.</param>
    /// <param name="expression">The expression.</param>
    public static bool TryParse(
        string source, SourcePosition origin, ICollection<Diagnostic> diagnostics, [NotNullWhen(true)] out Expression? expression) =>
        TryParse(source, origin, diagnostics, ExpressionLimits.Default, out expression);

    /// <summary>Reads an expression within limits; false when it has a mistake, which is then added to <paramref name="diagnostics"/>.</summary>
    /// <param name="source">The expression, with or without <c>{{ }}</c> or <c>${{ }}</c> around all of it.</param>
    /// <param name="origin">Where the text starts in its file; the default when that is not known, and then errors have no position.</param>
    /// <param name="diagnostics">Where a mistake is told.</param>
    /// <param name="limits">The longest and deepest expression to take.</param>
    /// <param name="expression">The expression.</param>
    public static bool TryParse(
        string source,
        SourcePosition origin,
        ICollection<Diagnostic> diagnostics,
        ExpressionLimits limits,
        [NotNullWhen(true)] out Expression? expression)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(diagnostics);
        ArgumentNullException.ThrowIfNull(limits);
        expression = null;
        if (source.Length > limits.MaxLength)
        {
            diagnostics.Add(Diagnostic.Error(
                ExpressionCodes.TooLong,
                $"The expression is longer than {limits.MaxLength} characters.",
                TextPosition.Between(origin, source, 0, 0)));
            return false;
        }

        var (start, end) = Braces.Inside(source);
        if (start < 0)
        {
            diagnostics.Add(Diagnostic.Error(
                ExpressionCodes.MixedCondition,
                "The expression is only partly inside '{{ }}'.",
                TextPosition.Between(origin, source, 0, source.Length),
                "Put all of it inside one '{{ }}', or leave them out."));
            return false;
        }

        return TryParseInside(source[start..end], TextPosition.At(origin, source, start), diagnostics, limits, out expression);
    }

    /// <summary>Evaluates the expression; never throws unless the scope does.</summary>
    /// <param name="scope">The names and functions it sees.</param>
    /// <param name="limits">What it may cost; <see cref="ExpressionLimits.Default"/> when null.</param>
    public ExpressionResult Evaluate(IExpressionScope scope, ExpressionLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(scope);
        limits ??= ExpressionLimits.Default;
        return _hyphenated is null
            ? Finish(new Evaluation(scope, limits), _root, out _)
            : EvaluateHyphenated(_hyphenated, scope, limits);
    }

    /// <summary>Two expressions are equal when their texts are.</summary>
    public bool Equals(Expression? other) => other is not null && Source == other.Source;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Expression);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Source);

    /// <inheritdoc/>
    public override string ToString() => Source;

    /// <summary>Reads an expression that has no braces around it; the origin is that of its first character.</summary>
    internal static bool TryParseInside(
        string source,
        SourcePosition origin,
        ICollection<Diagnostic> diagnostics,
        ExpressionLimits limits,
        [NotNullWhen(true)] out Expression? expression)
    {
        expression = null;
        var hyphenated = ExpressionParser.Parse(source, readsHyphens: true, limits.MaxDepth);
        var plain = hyphenated;
        if (hyphenated.HasHyphenatedKeys || hyphenated.Error is not null)
        {
            plain = ExpressionParser.Parse(source, readsHyphens: false, limits.MaxDepth);
        }

        var root = plain.Root ?? hyphenated.Root;
        if (root is null)
        {
            var (code, message, start, end) = plain.Error!.Value;
            diagnostics.Add(Diagnostic.Error(code, message, TextPosition.Between(origin, source, start, end)));
            return false;
        }

        var other = hyphenated.HasHyphenatedKeys ? hyphenated.Root : null;
        expression = new Expression(
            source, origin, root, other, plain.UsesStatusFunction || hyphenated.UsesStatusFunction, other is null ? plain : hyphenated);
        return true;
    }

    private SourceSpan Between(int start, int end) => TextPosition.Between(_origin, Source, start, end);

    /// <summary>
    /// <c>needs.build-app.result</c> names a key when there is such a key, and is a difference when there is not; only the
    /// values can tell. When neither reading works, the error is that of the key, unless the difference failed for another reason.
    /// </summary>
    private ExpressionResult EvaluateHyphenated(ExpressionNode hyphenated, IExpressionScope scope, ExpressionLimits limits)
    {
        var asKeys = Finish(new Evaluation(scope, limits), hyphenated, out var missed);
        if (!missed)
        {
            return asKeys;
        }

        var asDifference = Finish(new Evaluation(scope, limits), _root, out _);
        var isMissing = asDifference.Error?.Code is ExpressionCodes.UnknownName or ExpressionCodes.UnknownKey;
        return isMissing || asKeys.Succeeded
            ? Finish(new Evaluation(scope, limits) { AcceptsHyphenatedNull = true }, hyphenated, out _)
            : asDifference;
    }

    private ExpressionResult Finish(Evaluation evaluation, ExpressionNode root, out bool missedHyphenatedKey)
    {
        var succeeded = root.TryEvaluate(ref evaluation, out var value);
        missedHyphenatedKey = evaluation.MissedHyphenatedKey;
        if (succeeded)
        {
            return ExpressionResult.Of(value);
        }

        var (start, end) = evaluation.ErrorRange;
        var span = TextPosition.Between(_origin, Source, Math.Max(start, 0), Math.Max(end, 0));
        return ExpressionResult.Failed(Diagnostic.Error(evaluation.ErrorCode!, evaluation.ErrorMessage!, span));
    }
}
