namespace WorkflowEngine.Expressions.Templates.Filters;

/// <summary>The methods of texts and objects that templates written for Python call.</summary>
internal static class TemplateMethods
{
    public static FilterBody? Find(in ExpressionValue subject, string name) => subject.Kind switch
    {
        ExpressionValueKind.Map => OfMap(name),
        ExpressionValueKind.Text => OfText(name),
        _ => null,
    };

    private static FilterBody? OfMap(string name) => name switch
    {
        "items" or "keys" or "values" => TemplateFilters.Find(name)!.Apply,
        "get" => Get,
        _ => null,
    };

    private static FilterBody? OfText(string name) => name switch
    {
        "upper" or "lower" or "capitalize" or "title" or "replace" or "split" => TemplateFilters.Find(name)!.Apply,
        "strip" => TemplateFilters.Find("trim")!.Apply,
        "splitlines" => TemplateFilters.Find("lines")!.Apply,
        "lstrip" => (ref evaluation, subject, arguments, out value) => TextFilters.Make(
            ref evaluation, arguments.Has(0) ? subject.Text.TrimStart(arguments.Text(0).ToCharArray()) : subject.Text.TrimStart(), out value),
        "rstrip" => (ref evaluation, subject, arguments, out value) => TextFilters.Make(
            ref evaluation, arguments.Has(0) ? subject.Text.TrimEnd(arguments.Text(0).ToCharArray()) : subject.Text.TrimEnd(), out value),
        "startswith" => Ask((text, part) => text.StartsWith(part, StringComparison.Ordinal)),
        "endswith" => Ask((text, part) => text.EndsWith(part, StringComparison.Ordinal)),
        "join" => (ref evaluation, subject, arguments, out value) =>
            ListFilters.Join(ref evaluation, arguments.Value(0), new FilterArguments([subject]), out value),
        _ => null,
    };

    private static bool Get(ref Evaluation evaluation, ExpressionValue subject, FilterArguments arguments, out ExpressionValue value)
    {
        value = subject.Map.TryGetValue(arguments.Text(0), out var found) ? found : arguments.Value(1);
        return true;
    }

    private static FilterBody Ask(Func<string, string, bool> question) => (ref evaluation, subject, arguments, out value) =>
    {
        value = ExpressionValue.Of(question(subject.Text, arguments.Text(0)));
        return evaluation.Charge(subject.Text.Length);
    };
}
