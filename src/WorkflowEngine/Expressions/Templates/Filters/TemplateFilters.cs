using System.Collections.Frozen;
using WorkflowEngine.Expressions.Functions;

namespace WorkflowEngine.Expressions.Templates.Filters;

/// <summary>The filters of templates: those of Jinja under its names, and beyond them the functions of the expression language.</summary>
internal static class TemplateFilters
{
    private static readonly FrozenDictionary<string, TemplateFilter> All = TextFilters.All
        .Concat(ListFilters.All).Concat(ChoiceFilters.All).Concat(ValueFilters.All)
        .Concat(BuiltIns.Names.Select(name => BuiltIns.Find(name)!).Where(function => function.Fewest > 0).Select(Adapt))
        .DistinctBy(filter => filter.Name)
        .ToFrozenDictionary(filter => filter.Name, StringComparer.Ordinal);

    public static TemplateFilter? Find(string name) => All.GetValueOrDefault(name);

    /// <summary>A function of the expression language as a filter: the value it is applied to is its first argument.</summary>
    private static TemplateFilter Adapt(BuiltIn function)
    {
        var parameters = function.Most == int.MaxValue ? [] : Enumerable.Range(2, Math.Max(0, function.Most - 1)).Select(place => $"argument{place}");
        return new(function.Name, string.Join(' ', parameters), Apply, function.Fewest - 1, takesMore: function.Most == int.MaxValue);

        bool Apply(ref Evaluation evaluation, ExpressionValue subject, FilterArguments arguments, out ExpressionValue value)
        {
            var values = new List<ExpressionValue> { subject };
            for (var i = 0; i < arguments.Count && arguments.Has(i); i++)
            {
                values.Add(arguments.Value(i));
            }

            return function.Body(ref evaluation, values.ToArray(), out value);
        }
    }
}
