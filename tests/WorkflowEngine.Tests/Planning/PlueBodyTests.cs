using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Planning.Plue;
using WorkflowEngine.Triggers;
using static WorkflowEngine.Tests.Planning.PlannedFile;

namespace WorkflowEngine.Tests.Planning;

public sealed class PlueBodyTests
{
    [Fact]
    public void Loops_conditions_and_helpers_decide_what_is_planned()
    {
        var steps = Good("""
            from plue import workflow as wf, push

            VERSIONS = ["3.12", "3.13"]

            def test(ctx, version, *, quick=False):
                return ctx.run(name=f"test {version}", cmd=f"tox -e py{version.replace('.', '')}" + (" -- -x" if quick else ""))

            @wf(triggers=[push(branches=[*VERSIONS, "main"])])
            def ci(ctx):
                done = [test(ctx, version, quick=version.endswith("3")) for version in VERSIONS]
                ctx.run("publish", "make publish", depends_on=done)
            """);
        steps.Definition.Jobs[0].Steps.Select(step => (step.Id, step.Label, step.Run)).Should().Equal(
            ("step_1", "test 3.12", "tox -e py312"), ("step_2", "test 3.13", "tox -e py313 -- -x"), ("step_3", "publish", "make publish"));
        steps.Definition.Jobs[0].Steps[2].DependsOn.Should().Equal("step_1", "step_2");
        steps.Definition.Triggers[0].Filter.Branches.Should().Equal("3.12", "3.13", "main");
        steps.Definition.Program.Should().BeNull("the body reads nothing of the event");
    }

    [Fact]
    public void One_argument_of_run_is_the_command_and_a_list_is_quoted() =>
        Commands("""
                ctx.run("make all")
                ctx.run(cmd=["echo", "a b", "it's", 3])
                ctx.run("named", "make it")
            """).Should().Equal("make all", """echo 'a b' 'it'"'"'s' 3""", "make it");

    [Fact]
    public void What_is_known_only_later_is_a_placeholder() =>
        Commands("""
                build = ctx.run(name="build", cmd="make")
                ctx.run(f"echo {build.stdout} {build.exit_code} {build}")
                ctx.run("deploy " + ctx.read("VERSION").strip() + " " + ctx.secret("TOKEN"))
                ctx.run("echo " + " ".join([ctx.env.HOME, ctx.secrets.KEY, ctx.glob("*.md")]))
                ctx.run("echo %s %s" % (ctx.git.diff(base="main"), ctx.git.log(n=3)))
                ctx.run(f"echo {ctx.repo} {ctx.repo.name} {ctx.repo.owner} {ctx.repo.default_branch}")
            """).Skip(1).Should().Equal(
            "echo {{ steps.step_1.stdout }} {{ steps.step_1.exit_code }} {{ steps.step_1.stdout }}",
            "deploy {{ file:VERSION | strip }} {{ secret:TOKEN }}",
            "echo {{ env:HOME }} {{ secret:KEY }} {{ glob:*.md }}",
            "echo {{ git.diff(main) }} {{ git.log(3) }}",
            "echo acme/shop shop acme {{ git.default_branch }}");

    [Fact]
    public void A_body_that_looks_at_a_result_is_left_to_python_with_a_warning()
    {
        var (workflows, diagnostics) = Read("""
            @workflow(triggers=[push()])
            def f(ctx):
                r = ctx.run("make test")
                if r.exit_code != 0:
                    ctx.run("make report")
            """);
        diagnostics.Should().ContainSingle().Which.Should().Match<Diagnostic>(found =>
            found.Code == PythonWorkflowCodes.ResultNotKnown && !found.IsError && found.Span.Start.Line == 4);
        workflows[0].Definition.Jobs[0].Steps.Should().ContainSingle().Which.Function.Should().Be(new PythonFunction(Name, "f"));
    }

    [Fact]
    public void A_function_that_only_plans_is_planned_in_its_place_and_any_other_is_a_python_step()
    {
        var steps = Good("""
            import requests

            def checks(ctx):
                ctx.run(name="lint", cmd="make lint")
                ctx.run(name="types", cmd="make types")

            def report():
                requests.post("https://example.com")

            async def ask(ctx):
                r = ctx.run("make ask")
                if r.success:
                    ctx.run("make more")

            @workflow(on=["push"])
            async def f(ctx):
                await ctx.step(checks)
                value = await ctx.step(report, name="tell them")
                await ctx.step(ask)
                ctx.parallel([ctx.step(checks), ctx.step(report)])
                ctx.run(f"echo {value.id}")
            """).Definition.Jobs[0].Steps;
        steps.Select(step => (step.Kind, step.Label)).Should().Equal(
            (StepKind.Shell, "checks / lint"), (StepKind.Shell, "checks / types"), (StepKind.Python, "tell them"), (StepKind.Python, "ask"),
            (StepKind.Parallel, "parallel"), (StepKind.Shell, null));
        steps[4].Steps.Select(step => (step.Kind, step.Function!.Name)).Should().Equal((StepKind.Python, "checks"), (StepKind.Python, "report"));
        steps.SelectMany(step => step.Steps.Append(step)).Select(step => step.Id).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Groups_take_in_their_children_and_wait_for_what_these_wait_for()
    {
        var steps = Steps("""
                a = ctx.run(name="a", cmd="1")
                ctx.parallel([
                    ctx.run(name="b", cmd="2", depends_on=[a]),
                    ctx.parallel([ctx.run(name="c", cmd="3"), ctx.run(name="d", cmd="4")]),
                ])
            """);
        steps[1].Steps.Select(step => step.Run).Should().Equal("2", "3", "4");
        steps[1].DependsOn.Should().Equal("step_1");
    }

    [Fact]
    public void A_body_that_reads_its_event_keeps_its_program()
    {
        var workflow = Good("""
            @workflow(triggers=[push()])
            def f(ctx):
                if ctx.ref != "refs/heads/release":
                    return
                ctx.run("make release")
            """);
        workflow.Definition.Program!.Function.Should().Be("f");
        workflow.Definition.Jobs.Should().BeEmpty("the stand-in is a push to main");
        workflow.Definition.IsValid.Should().BeTrue();
    }

    [Fact]
    public void A_body_that_fails_for_the_stand_in_may_still_be_right()
    {
        var (workflows, diagnostics) = Read("""
            @workflow(triggers=[push()])
            def f(ctx):
                ctx.run("echo " + ctx.event.payload["head_commit"]["message"])
            """);
        diagnostics.Should().ContainSingle().Which.Code.Should().Be(PythonWorkflowCodes.PlannedLater);
        workflows[0].Definition.IsValid.Should().BeTrue();
    }

    [Theory]
    [InlineData("    ctx.runn('x')", PythonRunCodes.UncaughtException, 3, "Did you mean: 'run'?")]
    [InlineData("    open('x')", PythonRunCodes.ForbiddenName, 3, "'open' cannot be used")]
    [InlineData("    raise ValueError('no')", PythonRunCodes.UncaughtException, 3, "ValueError: no")]
    [InlineData("    ctx.run(name='x')", PythonRunCodes.UncaughtException, 3, "needs a command")]
    [InlineData("    ctx.comment('x')", PythonWorkflowCodes.NotSupported, 3, "'ctx.comment' is not supported")]
    [InlineData("    pass\nx = eval", PythonRunCodes.ForbiddenName, 4, "'eval' cannot be used")]
    [InlineData("    pass\nimport os", PythonRunCodes.ForbiddenImport, 4, "Module 'os'")]
    [InlineData("    import os\n    os.getcwd()", PythonRunCodes.ForbiddenImport, 4, "'os.getcwd' cannot be used while a run is planned")]
    [InlineData("    ctx.trigger_job('x')", PythonRunCodes.UncaughtException, 3, "needs the command of job 'x'")]
    [InlineData("    from plue.prompts import No", PythonWorkflowCodes.UnknownPrompt, 3, "Prompt 'No' cannot be imported")]
    [InlineData("    ctx.run('true', depends_on=['no'])", DefinitionCodes.UnknownStep, 3, "is not a step of this job")]
    public void What_is_wrong_with_a_body_is_told_at_its_line(string body, string code, int line, string message)
    {
        var (workflows, diagnostics) = Read("@workflow(triggers=[push()])\ndef f(ctx):\n" + body + "\n");
        var found = diagnostics.First(diagnostic => diagnostic.Code == code);
        found.Span.Start.Line.Should().Be(line);
        found.Message.Should().Contain(message);
        found.File.Should().Be(Name);
        workflows[0].Definition.IsValid.Should().BeFalse();
    }

    [Fact]
    public void Texts_of_an_event_cannot_become_placeholders()
    {
        EventTexts.Harmless("fix {x} and {{ secret:KEY }}{").Should().Be("fix {x} and {{ '{' }}{{ '{' }} secret:KEY }}{{ '{' }}");
        EventTexts.Harmless("{").Should().NotBe("{", "two of them would meet");
    }

    [Fact]
    public void Prompts_are_called_with_their_inputs_and_give_their_outputs()
    {
        var prompts = new Prompts(new PromptSignature
        {
            Name = "Review",
            File = ".plue/prompts/Review.prompt.md",
            IsAgent = true,
            Tools = ["shell"],
            Inputs = JsonElement.Parse("""{"type":"object","properties":{"diff":{"type":"string"}},"required":["diff"]}"""),
            Output = JsonElement.Parse("""{"type":"object","properties":{"summary":{"type":"string"}}}"""),
        });
        var steps = Good("""
            from plue.prompts import Review
            from plue.tools import grep, read_file, shell

            @workflow(triggers=[pull_request()])
            def f(ctx):
                review = Review(diff=ctx.git.diff(), tools=[read_file, grep(repo="a/b", ref="main"), shell(allow=["ls"])], max_turns=3)
                ctx.run("say", "say", env={"TEXT": review.summary})
            """, prompts).Definition.Jobs[0].Steps;
        steps[0].Kind.Should().Be(StepKind.Agent);
        steps[0].Prompt!.Inputs.GetRawText().Should().Be("""{"diff":"{{ git.diff(HEAD~1) }}"}""");
        steps[0].Prompt!.Tools.GetRawText().Should().Be(
            """["read_file",{"name":"grep","repo":"a/b","ref":"main"},{"name":"shell","builtin":true,"config":{"allow":["ls"]}}]""");
        steps[0].Prompt!.MaxTurns.Should().Be(3);
        steps[1].Env["TEXT"].Should().Be("{{ steps.step_1.output.summary }}");

        Read("from plue.prompts import Review\n@workflow(triggers=[push()])\ndef f(ctx):\n    Review(dif=1)\n", prompts)
            .Diagnostics.Should().ContainSingle().Which.Hint.Should().Be("Did you mean 'diff'?");
        Read("from plue.prompts import Reviev\n@workflow(triggers=[push()])\ndef f(ctx):\n    ctx.run('true')\n", prompts)
            .Diagnostics[0].Hint.Should().Be("Did you mean 'Review'?");
    }

    [Fact]
    public void A_run_is_planned_with_the_prompts_that_were_there_when_the_file_was_read()
    {
        var definition = Good("""
            from plue.prompts import Review
            @workflow(triggers=[push()])
            def f(ctx):
                Review(text=ctx.sha)
            """, new Prompts(new PromptSignature { Name = "Review", File = "r.prompt.md" })).Definition;

        var plan = new PluePlanner(WorkflowEngine.Python.Evaluation.PythonLimits.Default)
            .Plan(definition, new WorkflowEvent { Name = "push", Sha = "def456" });

        plan.Diagnostics.Should().BeEmpty();
        plan.Jobs[0].Steps[0].Prompt!.Inputs.GetRawText().Should().Be("""{"text":"def456"}""");
    }

    [Fact]
    public void Jobs_can_be_triggered_beside_the_steps()
    {
        var jobs = Good("""
            @workflow(triggers=[push()])
            def f(ctx):
                ctx.run("make")
                ctx.trigger_job("deploy", command="make deploy", env={"STAGE": "prod"})
                ctx.trigger_job("tell", command="make tell", depends_on=["deploy"], condition="always")
            """).Definition.Jobs;
        jobs.Select(job => job.Name).Should().Equal("default", "deploy", "tell");
        jobs[1].Needs.Should().Equal("default");
        jobs[2].Needs.Should().Equal("deploy");
        jobs[2].Condition.Should().Be(JobCondition.Always);
    }

    [Fact]
    public void Time_stands_still_at_the_event() =>
        Good("""
            from datetime import datetime, timedelta, timezone, date
            @workflow(triggers=[push()])
            def f(ctx):
                now = datetime.now(timezone.utc)
                ctx.run(f"echo {now:%Y.%m.%d} {(now + timedelta(days=1, hours=1)).isoformat()} {date.today() < date(2026, 1, 1)}")
            """).Definition.Jobs[0].Steps[0].Run.Should().Be("echo 2025.01.01 2025-01-02T01:00:00+00:00 True");

    [Fact]
    public void Inputs_of_a_manual_start_have_types() =>
        Good("""
            @workflow(triggers=[manual(inputs={"stage": enum("test", "prod"), "count": int, "names": list(str), "note": optional(str)})])
            def f(ctx):
                ctx.run("true")
            """).Definition.Inputs.Select(input => (input.Name, input.Type, input.Required, input.Choices.Count)).Should().Equal(
                ("stage", InputType.Choice, true, 2), ("count", InputType.WholeNumber, true, 0), ("names", InputType.List, true, 0),
                ("note", InputType.Text, false, 0));

    private sealed class Prompts(params PromptSignature[] prompts) : IPromptCatalog
    {
        public IReadOnlyCollection<string> Names => [.. prompts.Select(prompt => prompt.Name)];

        public PromptSignature? Find(string name) => prompts.FirstOrDefault(prompt => prompt.Name == name);
    }
}
