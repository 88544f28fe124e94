"""Reads a JSON list of programs; writes what each prints and the exception that ends it."""
import contextlib, io, json, sys, warnings

warnings.simplefilter("ignore")
results = []
for source in json.loads(sys.stdin.buffer.read()):
    output, exception = io.StringIO(), ""
    with contextlib.redirect_stdout(output):
        try:
            exec(compile(source, "program", "exec"), {"__name__": "__main__"})
        except Exception as error:
            exception = type(error).__name__
    results.append({"output": output.getvalue(), "exception": exception})
sys.stdout.write(json.dumps(results))
