from plue import workflow


@workflow(name="Assistant", on=["chat", "issue"], agent=True, description="Answers questions about the site")
async def assistant(ctx):
    await ctx.run(name="answer", cmd="echo not configured")
