using System.Globalization;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage.Specification.Support;

namespace WorkflowEngine.Storage.Specification;

/// <summary>What a store tells its operator: the damage it finds, each by its rule.</summary>
/// <typeparam name="TFixture">The fixture of the adapter.</typeparam>
public abstract class MaintenanceSpecification<TFixture> : StoreSpecification<TFixture>
    where TFixture : StoreFixture, new()
{
    [Fact]
    public async Task An_empty_store_is_sound() => (await Store.Maintenance.CheckAsync()).Should().BeEmpty();

    [Fact]
    public async Task What_the_engine_leaves_is_sound()
    {
        await SoundStore.FillAsync(Store, Now);

        (await Store.Maintenance.CheckAsync()).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(StoreDamage.All), MemberType = typeof(StoreDamage))]
    public async Task Damage_is_found_by_its_rule(string rule, string sql)
    {
        ArgumentNullException.ThrowIfNull(sql);
        Assert.SkipWhen(Fixture.NoStatements is not null, Fixture.NoStatements ?? "");
        var sound = await SoundStore.FillAsync(Store, Now);

        await Fixture.ExecuteAsync(string.Format(CultureInfo.InvariantCulture, sql, sound.Ended.Id, sound.Running.Id, sound.Held.Id));

        (await Store.Maintenance.CheckAsync()).Select(finding => finding.Rule).Should().Contain(rule);
    }

    [Fact]
    public void Every_rule_has_damage_that_shows_it() =>
        StoreDamage.All.Select(row => row.Data.Item1).Distinct().Should().BeEquivalentTo(StoreRules.All.Select(rule => rule.Code));

    [Fact]
    public async Task A_run_that_a_writer_ended_without_its_job_is_found()
    {
        var sound = await SoundStore.FillAsync(Store, Now);
        await Store.Runs.TryApplyAsync(Sample.Change(sound.Running with { Status = WorkflowStatus.Success, StoppedAt = Now }));

        var findings = await Store.Maintenance.CheckAsync();

        findings.Select(finding => (finding.Rule, finding.RunId, finding.Job)).Should().Equal(
            (StoreRules.RunOpenJob, sound.Running.Id, 0),
            (StoreRules.RunOpenJob, sound.Running.Id, 1),
            (StoreRules.RunOutcome, sound.Running.Id, null));
    }

    [Fact]
    public async Task A_job_that_a_writer_made_ready_without_a_task_is_found()
    {
        var sound = await SoundStore.FillAsync(Store, Now);
        await sound.SaveAsync(sound.Running, Sample.Job(1), step: null, task: null);

        var findings = await Store.Maintenance.CheckAsync();

        findings.Should().Contain(finding => finding.Rule == StoreRules.JobTask && finding.RunId == sound.Running.Id && finding.Job == 1);
    }

    [Fact]
    public async Task Events_that_a_writer_left_out_are_found()
    {
        var run = await CreateAsync(Sample.Run());
        await Store.Runs.TryApplyAsync(Sample.Change(run) with { Events = [Sample.Event(5, run.Id)] });

        (await Store.Maintenance.CheckAsync()).Should().Contain(finding => finding.Rule == StoreRules.EventSequence && finding.RunId == run.Id);
    }

    [Fact]
    public async Task No_more_findings_of_a_rule_are_given_than_asked_for()
    {
        for (var i = 0; i < 3; i++)
        {
            var run = await CreateAsync(Sample.Run());
            await Store.Runs.TryApplyAsync(Sample.Change(run with { Status = WorkflowStatus.Success, StoppedAt = Now }));
        }

        var findings = await Store.Maintenance.CheckAsync(limit: 2);

        findings.Count(finding => finding.Rule == StoreRules.RunOpenJob).Should().Be(2);
        findings.Count(finding => finding.Rule == StoreRules.RunOutcome).Should().Be(2);
    }
}
