namespace WorkflowEngine.Expressions.Templates;

/// <summary>Finds a template that another one includes, extends or imports.</summary>
/// <param name="name">The name as written, relative to the file that names it.</param>
/// <param name="from">The file that names it; null when it was not read from one.</param>
internal delegate TemplateLoad TemplateLoader(string name, string? from);
