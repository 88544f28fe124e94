using System.Text;
using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Parsing.Prompts;
using WorkflowEngine.Sources;
using WorkflowEngine.Tests.Support;

namespace WorkflowEngine.Tests.Parsing;

public sealed class PromptFileTests
{
    private const string Review = """
        ---
        name: Review
        type: agent
        inputs:
          diff: string
          level: info | warning?
        output:
          issues:
            - file: string
              line: int
        tools: read_file
        max_turns: 3
        ---
        Review {{ diff }}{% if level %} at {{ level }}{% endif %}.
        {{ output_schema }}
        """;

    [Fact]
    public void A_prompt_is_read_whole()
    {
        var prompt = Read(Review);

        prompt.Diagnostics.Should().BeEmpty();
        prompt.Should().BeEquivalentTo(
            new { Name = "Review", IsAgent = true, MaxTurns = 3, Client = PromptDefinition.DefaultClient, IsValid = true });
        prompt.Tools.Should().Equal("read_file");
        prompt.Sha256.Should().HaveLength(64);
    }

    [Fact]
    public void A_prompt_renders_its_inputs_and_the_schema_of_its_answer() =>
        Read(Review).Render(Json("""{"diff":"+a","level":"info"}""")).Text.Should().Be("""
            Review +a at info.
            {"properties": {"issues": {"items": {"properties": {"file": {"type": "string"}, "line": {"type": "integer"}}, "required": ["file", "line"], "type": "object"}, "type": "array"}}, "required": ["issues"], "type": "object"}
            """);

    [Fact]
    public void All_wrong_inputs_are_told_at_once() =>
        Read(Review).Render(Json("""{"level":"high"}""")).Diagnostics.Select(found => found.Message).Should().BeEquivalentTo(
            "The inputs: \"diff\" is a required property.", "The input /level: \"high\" is not one of \"info\" or \"warning\".");

    [Fact]
    public void The_answer_of_a_model_is_checked() =>
        Read(Review).CheckOutput(Json("""{"issues":[{"file":"a","line":1.0},{"line":"x"}]}""")).Select(error => error.ToString()).Should().Equal(
            "path: /issues/1/line, error: \"x\" is not of type \"integer\"", "path: /issues/1, error: \"file\" is a required property");

    [Fact]
    public void All_mistakes_of_a_file_are_told_with_their_lines()
    {
        const string Text = """
            ---
            naem: X
            inputs:
              a: 3
              b: [string, integer]
              c: strng
            max_turns: -1
            type: robot
            ---
            {{ a + }}
            {% endif %}
            """;

        Read(Text).Diagnostics.Select(found => $"{found.Span.Start.Line} {found.Code}").Should().BeEquivalentTo(
            $"1 {PromptCodes.MissingField}",
            $"2 {YamlCodes.UnknownKey}",
            $"4 {PromptCodes.InvalidType}",
            $"5 {PromptCodes.InvalidType}",
            $"6 {PromptCodes.UnknownType}",
            $"7 {YamlCodes.InvalidValue}",
            $"8 {YamlCodes.InvalidValue}",
            $"10 {ExpressionCodes.Syntax}",
            $"11 {TemplateCodes.Syntax}");
    }

    [Fact]
    public void An_error_of_rendering_names_the_line_of_the_file()
    {
        var error = Read("---\nname: X\n---\n\n  {{ a.b }}").Render(Json("{}")).Diagnostics.Should().ContainSingle().Which;

        error.ToString().Should().StartWith("x.prompt.md:5:6: error WF5109");
    }

    [Fact]
    public void Includes_stay_inside_of_the_prompt_folder()
    {
        using var root = new TempFolder();
        var prompts = Directory.CreateDirectory(Path.Combine(root.Path, ".plue", "prompts", "parts")).Parent!.FullName;
        File.WriteAllText(Path.Combine(root.Path, "secret.md"), "secret");
        File.WriteAllText(Path.Combine(prompts, "parts", "a.md"), "{% include '../b.md' %}");
        File.WriteAllText(Path.Combine(prompts, "b.md"), "b");
        File.CreateSymbolicLink(Path.Combine(prompts, "link.md"), Path.Combine(root.Path, "secret.md"));
        var folder = PromptFolder.Of(root.Path);

        Rendered("{% include 'parts/a.md' %}").Should().Be("b");
        Rendered("{% include 'link.md' %}").Should().Contain("outside of the prompt folder");
        Rendered("{% include '../../secret.md' %}").Should().Contain("outside of the prompt folder");
        Rendered("{% include 'none.md' %}").Should().Contain("there is no such file");

        string Rendered(string body)
        {
            var result = PromptFile.Read(Encoding.UTF8.GetBytes($"---\nname: X\n---\n{body}"), ".plue/prompts/x.prompt.md").Render(Json("{}"), folder.Load);
            return result.Text ?? result.Diagnostics[0].Message;
        }
    }

    [Fact]
    public void A_folder_gives_its_valid_prompts_to_workflows()
    {
        using var root = new TempFolder();
        var prompts = Directory.CreateDirectory(Path.Combine(root.Path, ".plue", "prompts")).FullName;
        File.WriteAllText(Path.Combine(prompts, "a.prompt.md"), "---\nname: A\n---\na");
        File.WriteAllText(Path.Combine(prompts, "b.prompt.md"), "---\nname: A\n---\nb");
        File.WriteAllText(Path.Combine(prompts, "c.prompt.md"), "---\nname: C\n---\n{% if %}");
        File.WriteAllText(Path.Combine(prompts, "notes.md"), "no prompt");

        var (found, diagnostics) = PromptFolder.Of(root.Path).Read(CancellationToken.None);
        var catalog = new PromptCatalog(found);

        catalog.Names.Should().Equal("A");
        catalog.Find("A")!.File.Should().Be(".plue/prompts/a.prompt.md");
        diagnostics.Select(diagnostic => diagnostic.Code).Should().Contain(PromptCodes.DuplicatePrompt).And.Contain(ExpressionCodes.Syntax);
    }

    private static PromptDefinition Read(string text) => PromptFile.Read(Encoding.UTF8.GetBytes(text), "x.prompt.md");

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
