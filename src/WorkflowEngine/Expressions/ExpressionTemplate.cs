using System.Diagnostics.CodeAnalysis;
using System.Text;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Expressions;

/// <summary>A text with <c>{{ }}</c> in it; immutable, parsed once and evaluated many times.</summary>
/// <remarks>
/// <c>${{ }}</c> means the same. Braces inside quotes or object literals of an expression do not end it, braces that are
/// never closed are ordinary text, and what an expression gives is not read again.
/// </remarks>
public sealed class ExpressionTemplate : IEquatable<ExpressionTemplate>
{
    private readonly string[] _literals;
    private readonly Expression[] _expressions;
    private readonly SourcePosition _origin;

    private ExpressionTemplate(string source, SourcePosition origin, string[] literals, Expression[] expressions)
    {
        (Source, _origin, _literals, _expressions) = (source, origin, literals, expressions);
        IsPure = expressions.Length == 1 && string.IsNullOrWhiteSpace(literals[0]) && string.IsNullOrWhiteSpace(literals[1]);
    }

    /// <summary>The text the template was parsed from.</summary>
    public string Source { get; }

    /// <summary>The expressions in the text, in order.</summary>
    public IReadOnlyList<Expression> Expressions => _expressions;

    /// <summary>Whether the text is one expression with nothing but white space around it; it then keeps the kind of its value.</summary>
    public bool IsPure { get; }

    /// <summary>Reads a template; false when an expression in it has a mistake; all of them are added to <paramref name="diagnostics"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="origin">Where the text starts in its file; the default when that is not known, and then errors have no position.</param>
    /// <param name="diagnostics">Where mistakes are told.</param>
    /// <param name="template">The template.</param>
    /// <param name="limits">The longest text and expressions to take; <see cref="ExpressionLimits.Default"/> when null.</param>
    public static bool TryParse(
        string text,
        SourcePosition origin,
        ICollection<Diagnostic> diagnostics,
        [NotNullWhen(true)] out ExpressionTemplate? template,
        ExpressionLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(diagnostics);
        limits ??= ExpressionLimits.Default;
        template = null;
        if (text.Length > limits.MaxTemplateLength)
        {
            diagnostics.Add(Diagnostic.Error(
                ExpressionCodes.TooLong, $"The text is longer than {limits.MaxTemplateLength} characters.", TextPosition.Between(origin, text, 0, 0)));
            return false;
        }

        var reader = new TemplateReader(text, origin, diagnostics, limits);
        if (!reader.Read())
        {
            return false;
        }

        template = new ExpressionTemplate(text, origin, [.. reader.Literals], [.. reader.Expressions]);
        return true;
    }

    /// <summary>Evaluates the template; the value of a pure one as it is, else a text.</summary>
    /// <param name="scope">The names and functions its expressions see.</param>
    /// <param name="limits">What each expression, and the text in all, may cost; <see cref="ExpressionLimits.Default"/> when null.</param>
    public ExpressionResult Evaluate(IExpressionScope scope, ExpressionLimits? limits = null) =>
        IsPure ? _expressions[0].Evaluate(scope, limits) : EvaluateText(scope, limits);

    /// <summary>Evaluates the template to a text, also when it is pure.</summary>
    /// <param name="scope">The names and functions its expressions see.</param>
    /// <param name="limits">What each expression, and the text in all, may cost; <see cref="ExpressionLimits.Default"/> when null.</param>
    public ExpressionResult EvaluateText(IExpressionScope scope, ExpressionLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (_expressions.Length == 0)
        {
            return ExpressionResult.Of(ExpressionValue.Of(_literals[0]));
        }

        limits ??= ExpressionLimits.Default;
        var text = new StringBuilder(_literals[0]);
        var isSecret = false;
        for (var i = 0; i < _expressions.Length; i++)
        {
            var result = _expressions[i].Evaluate(scope, limits);
            if (!result.Succeeded)
            {
                return result;
            }

            isSecret |= result.Value.IsSecret;
            text.Append(result.Value.ToText()).Append(_literals[i + 1]);
            if (text.Length > limits.MaxOutput && text.Length > Source.Length)
            {
                return ExpressionResult.Failed(Diagnostic.Error(
                    ExpressionCodes.OutputLimit,
                    $"The text becomes longer than {limits.MaxOutput} characters.",
                    TextPosition.Between(_origin, Source, 0, Source.Length)));
            }
        }

        var value = ExpressionValue.Of(text.ToString());
        return ExpressionResult.Of(isSecret ? value.AsSecret() : value);
    }

    /// <summary>Two templates are equal when their texts are.</summary>
    public bool Equals(ExpressionTemplate? other) => other is not null && Source == other.Source;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ExpressionTemplate);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Source);

    /// <inheritdoc/>
    public override string ToString() => Source;
}
