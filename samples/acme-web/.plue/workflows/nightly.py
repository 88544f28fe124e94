import pathlib

from plue import workflow


def count_words():
    words = sum(len(page.read_text().split()) for page in pathlib.Path("pages").glob("*.html"))
    print(f"the site has {words} words")
    return words


async def find_prices():
    prices = [line.strip() for line in pathlib.Path("pages/pricing.html").read_text().splitlines() if "rocket:" in line]
    for price in prices:
        print(price)
    return len(prices)


@workflow(name="Nightly audit", on=["nightly"])
async def nightly(ctx):
    words = await ctx.step(count_words)
    prices = await ctx.step(find_prices)
    await ctx.run(name="report", cmd=f"echo {words} words, {prices} prices on {ctx.ref}")
