from plue import manual, push, workflow


@workflow(triggers=[push(), manual()])
def preview(ctx):
    """Builds the site of any branch."""
    ctx.run(name="build", cmd="sh scripts/build.sh preview")
    ctx.run(name="show", cmd="ls preview")


@workflow(triggers=[push(branches=["main"])], env={"TARGET": "acme.example"})
def deploy(ctx):
    """Ships the main branch."""
    ctx.run(name="build", cmd="sh scripts/build.sh dist")
    ctx.run(name="publish", cmd='echo "published $(ls dist | wc -l) pages to $TARGET at ${WORKFLOW_SHA}"')
