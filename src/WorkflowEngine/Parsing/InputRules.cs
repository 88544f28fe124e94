using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Parsing;

/// <summary>Rules of the inputs of a workflow.</summary>
internal static class InputRules
{
    public static void Check(WorkflowDefinition definition, RuleFindings findings)
    {
        if (definition.Inputs.Count > DefinitionLimits.Inputs)
        {
            findings.Error(
                DefinitionCodes.InvalidInput,
                $"The workflow has {definition.Inputs.Count} inputs; at most {DefinitionLimits.Inputs} are possible.",
                definition,
                "inputs",
                SourceSpan.None);
            return;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var input in definition.Inputs)
        {
            if (NameRule.LabelProblem(input.Name) is { } problem)
            {
                findings.Error(DefinitionCodes.InvalidInput, $"The name of an input {problem}.", input.Span);
            }
            else if (!names.Add(input.Name))
            {
                findings.Error(DefinitionCodes.InvalidInput, $"Two inputs have the name {Quoted.Text(input.Name)}.", input.Span);
            }

            CheckValues(input, findings);
        }
    }

    private static void CheckValues(InputDefinition input, RuleFindings findings)
    {
        if (input is { Type: InputType.Choice, Choices.Count: 0 })
        {
            findings.Error(DefinitionCodes.InvalidInput, $"The input {Quoted.Text(input.Name)} is a choice of nothing.", input, "type", input.Span);
        }

        foreach (var choice in input.Choices)
        {
            if (InputValue.Problem(input with { Choices = [] }, choice) is { } problem)
            {
                findings.Error(
                    DefinitionCodes.InvalidInput, $"A choice of the input {Quoted.Text(input.Name)} {problem}.", input, "options", input.Span);
            }
        }

        if (input.Default is not { } value)
        {
            return;
        }

        if (input.Secret)
        {
            findings.Error(
                DefinitionCodes.InvalidInput,
                $"The input {Quoted.Text(input.Name)} is secret, so its value cannot stand in the file.",
                input,
                "default",
                input.Span);
        }
        else if (InputValue.Problem(input, value) is { } problem)
        {
            findings.Error(DefinitionCodes.InvalidInput, $"The default of the input {Quoted.Text(input.Name)} {problem}.", input, "default", input.Span);
        }
    }
}
