"""Writes what Python prints for each part of snippets.py, and the exception that ends it. Run it with Python 3.13."""
import contextlib, io, json, pathlib

folder = pathlib.Path(__file__).parent
results = []
for source in (folder / "snippets.py").read_text(encoding="utf-8").split("#---\n"):
    output, exception = io.StringIO(), ""
    with contextlib.redirect_stdout(output):
        try:
            exec(compile(source, "snippet", "exec"), {"__name__": "__main__"})
        except Exception as error:
            exception = type(error).__name__
    results.append({"source": source, "output": output.getvalue(), "exception": exception})
(folder / "snippets.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
