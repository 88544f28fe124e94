from plue import workflow


@workflow(
    name="CI",
    on=["push", "pull_request"],
    description="Checks that every push can be shipped",
)
async def ci(ctx):
    await ctx.run(name="Lint", cmd="sh scripts/lint.sh")
    await ctx.run(name="Links", cmd="sh scripts/check-links.sh")
    await ctx.run(name="Build", cmd="sh scripts/build.sh dist")
