using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions.Functions;

namespace WorkflowEngine.Expressions.Templates.Filters;

/// <summary>The filters that choose or change items by another filter or by a test: <c>select('odd')</c>, <c>map(attribute='name')</c>.</summary>
internal static class ChoiceFilters
{
    public static IEnumerable<TemplateFilter> All =>
    [
        new("map", "filter attribute default", Map, takesMore: true),
        new("select", "test", (ref evaluation, subject, arguments, out value) => Choose(ref evaluation, subject, default, arguments, true, out value), takesMore: true),
        new("reject", "test", (ref evaluation, subject, arguments, out value) => Choose(ref evaluation, subject, default, arguments, false, out value), takesMore: true),
        new("selectattr", "attribute test", (ref evaluation, subject, arguments, out value) =>
            Choose(ref evaluation, subject, arguments.Value(0), arguments.From(1), true, out value), fewest: 1, takesMore: true),
        new("rejectattr", "attribute test", (ref evaluation, subject, arguments, out value) =>
            Choose(ref evaluation, subject, arguments.Value(0), arguments.From(1), false, out value), fewest: 1, takesMore: true),
    ];

    private static bool Map(ref Evaluation evaluation, ExpressionValue subject, FilterArguments arguments, out ExpressionValue value)
    {
        value = default;
        if (!ListFilters.TryItems(ref evaluation, subject, out var items))
        {
            return false;
        }

        var filter = arguments.Has(0) ? TemplateFilters.Find(arguments.Text(0)) : null;
        if (filter is null && !arguments.Has(1))
        {
            return evaluation.Fail(TemplateCodes.UnknownFilter, $"There is no filter named '{arguments.Text(0)}' for 'map'.");
        }

        var results = new ExpressionValue[items.Count];
        for (var i = 0; i < results.Length; i++)
        {
            if (filter is null)
            {
                var found = ListFilters.Attribute(items[i], arguments.Value(1));
                results[i] = TemplateText.IsUndefined(found) ? arguments.Value(2, found) : found;
            }
            else if (!filter.Apply(ref evaluation, items[i], arguments.From(1), out results[i]))
            {
                return false;
            }
        }

        value = ExpressionValue.Of(results);
        return true;
    }

    private static bool Choose(
        ref Evaluation evaluation, ExpressionValue subject, ExpressionValue attribute, FilterArguments arguments, bool wanted, out ExpressionValue value)
    {
        value = default;
        if (!ListFilters.TryItems(ref evaluation, subject, out var items))
        {
            return false;
        }

        var name = arguments.Text(0);
        var test = Tests.Find(name);
        if (test is null && name is not ("" or "defined" or "undefined"))
        {
            return evaluation.Fail(ExpressionCodes.UnknownFunction, $"There is no test named '{name}'.");
        }

        var chosen = new List<ExpressionValue>();
        foreach (var item in items)
        {
            var tested = attribute.IsNull ? item : ListFilters.Attribute(item, attribute);
            var answer = name == "defined" ? !TemplateText.IsUndefined(tested) : name == "undefined" ? TemplateText.IsUndefined(tested) : tested.IsTrue;
            if (test is not null && !test.Body(ref evaluation, tested, arguments.Value(1), out answer))
            {
                return false;
            }

            if (answer == wanted)
            {
                chosen.Add(item);
            }
        }

        value = ExpressionValue.Of(chosen);
        return true;
    }
}
