using System.Text;
using System.Text.Json;
using WorkflowEngine.Definitions.Schemas;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Tests.Definitions;

public sealed class JsonSchemaTests
{
    [Theory]
    [InlineData("""{"type":"integer"}""", "1.0", "")]
    [InlineData("""{"type":"integer"}""", "1e3", "")]
    [InlineData("""{"type":"integer"}""", "1e-3", """path: , error: 1e-3 is not of type "integer" """)]
    [InlineData("""{"type":"integer"}""", "123456789012345678901234567890.0", "")]
    [InlineData("""{"type":["string","null"]}""", "true", """path: , error: true is not of types "null", "string" """)]
    [InlineData("""{"type":"number"}""", "\"x\"", """path: , error: "x" is not of type "number" """)]
    [InlineData("""{"type":"string"}""", """{"a":1}""", """path: , error: The object is not of type "string" """)]
    [InlineData("""{"const":1}""", "1.00", "")]
    [InlineData("""{"const":{"a":[1,2],"b":null}}""", """{"b":null,"a":[1.0,2e0]}""", "")]
    [InlineData("""{"const":0}""", "-0.0", "")]
    [InlineData("""{"const":0}""", "false", "path: , error: false is not 0")]
    [InlineData("""{"enum":["low","high"]}""", "\"mid\"", """path: , error: "mid" is not one of "low" or "high" """)]
    [InlineData("""{"enum":[1,"1",null]}""", "null", "")]
    [InlineData("""{"minimum":0.1}""", "0.10000000000000000000000001", "")]
    [InlineData("""{"minimum":0.1}""", "0.09999999999999999999999999", "path: , error: 0.09999999999999999999999999 is less than the minimum of 0.1")]
    [InlineData("""{"maximum":1e400}""", "1e401", "path: , error: 1e401 is greater than the maximum of 1e400")]
    [InlineData("""{"exclusiveMinimum":-3}""", "-3", "path: , error: -3 is less than or equal to the minimum of -3")]
    [InlineData("""{"exclusiveMaximum":5}""", "4.9", "")]
    [InlineData("""{"multipleOf":0.01}""", "19.99", "")]
    [InlineData("""{"multipleOf":0.01}""", "19.999", "path: , error: 19.999 is not a multiple of 0.01")]
    [InlineData("""{"multipleOf":7}""", "7e1000000", "")]
    [InlineData("""{"multipleOf":7}""", "8e1000000", "path: , error: 8e1000000 is not a multiple of 7")]
    [InlineData("""{"minLength":2}""", "\"😀\"", "path: , error: \"😀\" is shorter than 2 characters")]
    [InlineData("""{"maxLength":1}""", "\"😀\"", "")]
    [InlineData("""{"pattern":"^a+$"}""", "\"aab\"", """path: , error: "aab" does not match "^a+$" """)]
    [InlineData("""{"pattern":"b"}""", "\"abc\"", "")]
    [InlineData("""{"pattern":"b"}""", "3", "")]
    [InlineData("""{"format":"email"}""", "\"no\"", "")]
    public void A_value_is_checked_by_a_keyword(string schema, string value, string expected) =>
        Errors(schema, value).Should().Be(expected.TrimEnd());

    [Theory]
    [InlineData("""{"items":{"type":"string"}}""", """["a",1,"b",2]""", "path: /1, error: 1 is not of type \"string\"|path: /3, error: 2 is not of type \"string\"")]
    [InlineData("""{"prefixItems":[{"type":"string"}],"items":false}""", """["a",1]""", "path: /1, error: 1 is not allowed here")]
    [InlineData("""{"items":[{"type":"string"}],"additionalItems":{"type":"null"}}""", """["a",1]""", "path: /1, error: 1 is not of type \"null\"")]
    [InlineData("""{"minItems":1}""", "[]", "path: , error: The array has fewer than 1 item")]
    [InlineData("""{"uniqueItems":true}""", "[1,{\"a\":1},1.0]", "path: , error: The array has non-unique elements")]
    [InlineData("""{"contains":{"type":"null"}}""", "[1]", "path: , error: The array has 0 items that 'contains' describes, but must have at least 1")]
    [InlineData("""{"required":["a","b"]}""", "{}", "path: , error: \"a\" is a required property|path: , error: \"b\" is a required property")]
    [InlineData("""{"properties":{"a/b":{"type":"null"}}}""", """{"a/b":1}""", "path: /a~1b, error: 1 is not of type \"null\"")]
    [InlineData("""{"properties":{"a":{}},"additionalProperties":false}""", """{"a":1,"b":2,"c":3}""", "path: , error: Additional properties are not allowed ('b', 'c' were unexpected)")]
    [InlineData("""{"patternProperties":{"^x-":{"type":"string"}},"additionalProperties":{"type":"null"}}""", """{"x-a":1,"b":null,"c":0}""", "path: /c, error: 0 is not of type \"null\"|path: /x-a, error: 1 is not of type \"string\"")]
    [InlineData("""{"propertyNames":{"maxLength":1}}""", """{"ab":1}""", "path: , error: The name \"ab\" is longer than 1 character")]
    [InlineData("""{"dependentRequired":{"a":["b"]}}""", """{"a":1}""", "path: , error: \"b\" is a required property beside \"a\"")]
    [InlineData("""{"minProperties":2}""", """{"a":1}""", "path: , error: The object has fewer than 2 properties")]
    public void What_is_inside_lists_and_objects_is_checked_and_every_error_told(string schema, string value, string expected) =>
        Errors(schema, value).Should().Be(expected);

    [Theory]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"null"}]}""", "3", "path: , error: 3 is not of types \"null\", \"string\"")]
    [InlineData("""{"anyOf":[{"type":"object","required":["a"]},{"type":"null"}]}""", "{}", "path: , error: \"a\" is a required property")]
    [InlineData("""{"anyOf":[{"minimum":5},{"multipleOf":2}]}""", "3", "path: , error: 3 is not valid under any of the given schemas: 3 is less than the minimum of 5; 3 is not a multiple of 2")]
    [InlineData("""{"oneOf":[{"minimum":1},{"maximum":9}]}""", "5", "path: , error: 5 is valid under 2 of the given schemas, but must be under only one")]
    [InlineData("""{"oneOf":[{"minimum":1},{"maximum":0}]}""", "5", "")]
    [InlineData("""{"allOf":[{"minimum":1},{"maximum":0}]}""", "0.5", "path: , error: 0.5 is less than the minimum of 1|path: , error: 0.5 is greater than the maximum of 0")]
    [InlineData("""{"not":{"type":"string"}}""", "\"x\"", "path: , error: \"x\" is what the schema under 'not' forbids")]
    [InlineData("""{"if":{"minimum":0},"then":{"maximum":9},"else":{"type":"integer"}}""", "-1.5", "path: , error: -1.5 is not of type \"integer\"")]
    [InlineData("false", "1", "path: , error: 1 is not allowed here")]
    [InlineData("true", "1", "")]
    [InlineData("""{"$ref":"#/$defs/a","$defs":{"a":{"type":"null"}}}""", "1", "path: , error: 1 is not of type \"null\"")]
    [InlineData("""{"properties":{"next":{"$ref":"#"}},"required":["n"]}""", """{"n":1,"next":{"next":{"n":1}}}""", "path: /next, error: \"n\" is a required property")]
    public void Schemas_are_combined(string schema, string value, string expected) => Errors(schema, value).Should().Be(expected);

    [Theory]
    [InlineData("""{"type":"strin"}""", SchemaCodes.InvalidKeyword)]
    [InlineData("""{"type":3}""", SchemaCodes.InvalidKeyword)]
    [InlineData("""{"minimum":"3"}""", SchemaCodes.InvalidKeyword)]
    [InlineData("""{"minLength":-1}""", SchemaCodes.InvalidKeyword)]
    [InlineData("""{"enum":[]}""", SchemaCodes.InvalidKeyword)]
    [InlineData("""{"pattern":"("}""", SchemaCodes.InvalidKeyword)]
    [InlineData("""{"pattern":"(?=a)b"}""", SchemaCodes.InvalidKeyword)]
    [InlineData("""{"properties":{"a":3}}""", SchemaCodes.InvalidKeyword)]
    [InlineData("""{"multipleOf":0}""", SchemaCodes.InvalidKeyword)]
    [InlineData("""{"$ref":"http://example.com/schema"}""", SchemaCodes.UnknownReference)]
    [InlineData("""{"$ref":"#/$defs/none"}""", SchemaCodes.UnknownReference)]
    [InlineData("""{"unevaluatedProperties":false}""", SchemaCodes.NotSupported)]
    public void A_mistake_in_a_schema_is_a_diagnostic(string schema, string code)
    {
        var diagnostics = new List<Diagnostic>();

        JsonSchema.TryRead(Json(schema), SourceSpan.At(3, 4), diagnostics, out _).Should().BeFalse();

        diagnostics.Should().ContainSingle().Which.Should().Match<Diagnostic>(found => found.Code == code && found.Span == SourceSpan.At(3, 4));
    }

    [Fact]
    public void All_mistakes_of_a_schema_are_told_at_once_with_their_places()
    {
        var diagnostics = new List<Diagnostic>();

        JsonSchema.TryRead(Json("""{"properties":{"a":{"type":"strin"},"b":{"minItems":1.5}},"required":"a"}"""), default, diagnostics, out _);

        diagnostics.Select(found => found.Message).Should().SatisfyRespectively(
            message => message.Should().StartWith("'/required' of the schema must be a list of text"),
            message => message.Should().StartWith("'/properties/a/type' of the schema cannot be \"strin\""),
            message => message.Should().StartWith("'/properties/b/minItems' of the schema must be a whole number"));
    }

    [Fact]
    public void A_schema_that_only_refers_to_itself_ends()
    {
        Errors("""{"$ref":"#"}""", "1").Should().Contain("nested too deeply");
        Errors("""{"anyOf":[{"$ref":"#"},{"$ref":"#"}]}""", "1").Should().MatchRegex("too much work|too deeply");
    }

    [Fact]
    public void A_schema_nested_too_deeply_is_refused()
    {
        var schema = new StringBuilder().Insert(0, """{"not":""", 100).Append("{}").Append('}', 100).ToString();
        var diagnostics = new List<Diagnostic>();

        JsonSchema.TryRead(Json(schema), default, diagnostics, out _).Should().BeFalse();

        diagnostics.Should().ContainSingle().Which.Code.Should().Be(SchemaCodes.TooLarge);
    }

    [Fact]
    public void Only_so_many_errors_are_listed()
    {
        var errors = Read("""{"items":{"type":"string"}}""").Validate(Json($"[{string.Join(',', Enumerable.Range(0, 5_000))}]"));

        errors.Should().HaveCount(SchemaCheck.MaxErrors + 1);
        errors[^1].Message.Should().Be("There are more errors, which are not listed.");
    }

    [Theory]
    [InlineData("writeOnly")]
    [InlineData("secret")]
    public void A_secret_value_is_not_repeated(string keyword)
    {
        var schema = $$"""{"properties":{"token":{"type":"string","minLength":20,"pattern":"^t","{{keyword}}":true} } }""";

        Errors(schema, """{"token":"hunter2"}""").Should().Be(
            "path: /token, error: The value is shorter than 20 characters|path: /token, error: The value does not match \"^t\"");
    }

    [Fact]
    public void A_long_value_is_shown_in_part() =>
        Errors("""{"type":"null"}""", $"\"{new string('x', 500)}\"")
            .Should().Be($"path: , error: \"{new string('x', 60)}...\" is not of type \"null\"");

    private static JsonSchema Read(string schema)
    {
        var diagnostics = new List<Diagnostic>();
        JsonSchema.TryRead(Json(schema), default, diagnostics, out var result);
        diagnostics.Should().BeEmpty();
        return result!;
    }

    private static string Errors(string schema, string value) => string.Join('|', Read(schema).Validate(Json(value)));

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 300 });
        return document.RootElement.Clone();
    }
}
