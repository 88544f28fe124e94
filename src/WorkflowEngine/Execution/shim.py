"""Runs one function of a workflow file. Talks to the engine over file descriptor 3, one JSON object a line."""

import asyncio
import glob
import hashlib
import inspect
import json
import os
import subprocess
import sys
import threading
import time
import traceback
import types

control = os.fdopen(3, "w", encoding="utf-8", buffering=1)
os.set_inheritable(3, False)
control_lock = threading.Lock()
TAIL = 64 * 1024


def tell(**message):
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            pass
    with control_lock:
        control.write(json.dumps(message) + "\n")
        control.flush()


class Anything:
    """A name of the workflow language that means nothing while a step runs: a decorator, a trigger, a type."""

    def __init__(self, name):
        self.__name__ = name

    def __call__(self, *args, **kwargs):
        return args[0] if len(args) == 1 and not kwargs and inspect.isroutine(args[0]) else self

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self


class Language(types.ModuleType):
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything(name)


NAMES = (
    "workflow", "tool", "push", "pull_request", "issue", "issue_comment", "chat", "webhook", "manual", "schedule", "schema", "enum", "optional",
    "Context")


class Attributes(dict):
    """A JSON object whose members are attributes as well; a missing one is None."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self.get(name)


class Variables(dict):
    def __getattr__(self, name):
        if name in self:
            return self[name]
        raise AttributeError("environment variable " + name + " is not set")


class Done:
    """A value that may be awaited, so that a call works with and without await."""

    def __init__(self, value):
        self.value = value

    def __await__(self):
        return self.value
        yield


class RunResult:
    def __init__(self, exit_code, stdout, stderr):
        self.exit_code, self.stdout, self.stderr = exit_code, stdout, stderr
        self.success = exit_code == 0

    def __await__(self):
        return self
        yield


class RunFailed(Exception):
    def __init__(self, name, result):
        why = "exit code %d" % result.exit_code if result.exit_code >= 0 else "killed by signal %d" % -result.exit_code
        super().__init__("'%s' failed: %s" % (name, why))
        self.result = result


class Git:
    """What git says in the workspace."""

    def diff(self, base="HEAD~1"):
        return git("diff", "--no-color", "--no-ext-diff", base, "--")

    def log(self, n=10):
        return git("log", "--no-color", "--oneline", "-n%d" % n)


def git(*arguments):
    done = subprocess.run(["git", *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip() or "git ended with exit code %d" % done.returncode)
    return done.stdout


def inside(path):
    """A path of the workspace, which it must not leave."""
    root = os.path.realpath(Context.workspace)
    real = os.path.realpath(os.path.join(root, path))
    if real != root and not real.startswith(root + os.sep):
        raise ValueError("'%s' is not inside the workspace" % path)
    return real


def hash_files(pattern):
    digest, found = hashlib.sha256(), sorted(Context.glob(None, pattern))
    for name in found:
        digest.update(name.encode() + b"\0")
        with open(inside(name), "rb") as file:
            digest.update(file.read())
    return digest.hexdigest() if found else ""


def cache_key(*parts):
    return ":".join(str(part) for part in parts)


class Failed(Exception):
    """The function ended with ctx.fail."""


class Reported:
    """Tells that a step within the step begins and how it ends."""

    def __init__(self, name):
        self.name = name

    def __enter__(self):
        self.began = time.monotonic()
        tell(kind="line", text="▶ " + self.name)

    def __exit__(self, kind, error, trace):
        took = "%.1fs" % (time.monotonic() - self.began)
        if error is None:
            tell(kind="line", text="✓ %s %s" % (self.name, took))
        else:
            tell(kind="line", text="✗ %s %s: %s" % (self.name, took, describe(error)))
        return False


def describe(error):
    text = str(error)
    return type(error).__name__ + (": " + text if text else "")


def in_loop():
    try:
        asyncio.get_running_loop()
        return True
    except RuntimeError:
        return False


class Context:
    workspace = "."

    def __init__(self, about):
        Context.workspace = about["workspace"]
        self.event = json.loads(json.dumps(about["event"]), object_hook=Attributes)
        payload = self.event.payload if isinstance(self.event.payload, dict) else Attributes()
        for name in ("pull_request", "issue", "comment", "inputs"):
            self.event.setdefault(name, payload.get(name))
        self.pr, self.issue, self.git = self.event.pull_request, self.event.issue, Git()
        self.inputs = json.loads(json.dumps(about["inputs"] or {}), object_hook=Attributes)
        self.ref = self.event.ref
        self.sha = self.event.sha
        self.env = Variables(os.environ)

    def read(self, path):
        with open(inside(path), encoding="utf-8") as file:
            return file.read()

    def exists(self, path):
        return os.path.exists(inside(path))

    def glob(self, pattern):
        found = glob.glob(pattern, root_dir=Context.workspace, recursive=True)
        return sorted(name for name in found if os.path.isfile(inside(name)))

    def parallel(self, steps, max_parallel=None):
        """What calls gave that have run already, one after the other."""
        steps = list(steps)
        if in_loop() and any(inspect.isawaitable(step) and not isinstance(step, (Done, RunResult)) for step in steps):
            return gather(steps)
        return steps if not in_loop() else Done(steps)

    def success(self, **outputs):
        return {"status": "success", "outputs": outputs}

    def fail(self, reason):
        raise Failed(str(reason))

    def call(self, function):
        """Calls a function that may want the context; what it gives may have to be awaited."""
        try:
            parameters = inspect.signature(function).parameters.values()
        except (TypeError, ValueError):
            parameters = ()
        positional = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
        wants = any(p.kind in positional and p.default is inspect.Parameter.empty for p in parameters)
        return function(self) if wants else function()

    def step(self, function, name=None):
        name = name or getattr(function, "__name__", "step").replace("_", " ").strip()
        if inspect.iscoroutinefunction(function):
            return self._step_async(function, name) if in_loop() else asyncio.run(self._step_async(function, name))
        with Reported(name):
            value = self.call(function)
            if inspect.isawaitable(value) and not in_loop():
                value = asyncio.run(finish(value))
        if not in_loop():
            return value
        return value if inspect.isawaitable(value) else Done(value)

    async def _step_async(self, function, name):
        with Reported(name):
            return await self.call(function)

    def run(self, name=None, cmd=None, env=None, **_):
        name, cmd = (name, cmd) if cmd is not None else (None, name)
        if not isinstance(cmd, str) or not cmd.strip():
            raise ValueError("ctx.run needs a command")
        name = name or cmd.strip().splitlines()[0]
        with Reported(name):
            result = execute(cmd, {**os.environ, **{k: str(v) for k, v in (env or {}).items()}})
            if result.exit_code != 0:
                raise RunFailed(name, result)
            return result


def execute(command, env):
    process = subprocess.Popen(
        ["sh", "-c", command], env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    tails = [bytearray(), bytearray()]
    pumps = [
        threading.Thread(target=pump, args=(process.stdout, 1, tails[0])),
        threading.Thread(target=pump, args=(process.stderr, 2, tails[1])),
    ]
    for thread in pumps:
        thread.start()
    code = process.wait()
    for thread in pumps:
        thread.join()
    return RunResult(code, *(bytes(tail).decode("utf-8", "replace") for tail in tails))


def pump(source, target, tail):
    while True:
        piece = os.read(source.fileno(), 32 * 1024)
        if not piece:
            return
        view = memoryview(piece)
        while view:
            view = view[os.write(target, view):]
        tail += piece
        del tail[:-TAIL]


async def finish(value):
    return await value


async def gather(values):
    return [await value if inspect.isawaitable(value) else value for value in values]


def load(about):
    language = Language("plue")
    for name in ("plue", "plue.prompts", "plue.tools"):
        sys.modules[name] = language if name == "plue" else Language(name)
        if name != "plue":
            setattr(language, name.split(".")[1], sys.modules[name])
    language.__path__ = []
    language.__dict__.update(hash_files=hash_files, cache_key=cache_key)
    sys.path[0:1] = [about["folder"], about["workspace"]]
    module = types.ModuleType("workflow_file")
    module.__file__ = about["file"]
    module.__dict__.update((name, Anything(name)) for name in NAMES)
    module.__dict__.update(hash_files=hash_files, cache_key=cache_key)
    sys.modules[module.__name__] = module
    with open(about["file"], "rb") as file:
        code = compile(file.read(), about["file"], "exec")
    exec(code, module.__dict__)
    return module


def fail(error, code="exception"):
    # Frames of this file say nothing to the author.
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename != __file__]
    if frames:
        print("Traceback (most recent call last):", file=sys.stderr)
        print("".join(traceback.format_list(frames)), end="", file=sys.stderr)
    print("".join(traceback.format_exception_only(type(error), error)), end="", file=sys.stderr)
    tell(kind="error", code=code, text=describe(error))
    sys.exit(1)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        about = json.load(file)
    sys.argv[:] = [about["file"]]
    try:
        function = getattr(load(about), about["function"], None)
        if not callable(function) or isinstance(function, Anything):
            tell(kind="error", code="invalid_step", text="The file has no function '%s'" % about["function"])
            sys.exit(1)
        value = Context(about).call(function)
        if inspect.isawaitable(value):
            value = asyncio.run(finish(value))
        if isinstance(value, (Done, RunResult, Anything)):
            value = None
        try:
            text = json.dumps(value, allow_nan=False)
        except (TypeError, ValueError) as error:
            raise TypeError("the function gave something that is not JSON: %s" % error) from None
        tell(kind="result", value=json.loads(text))
    except Failed as error:
        tell(kind="error", code="step_failed", text=str(error))
        sys.exit(1)
    except Exception as error:
        fail(error)


main()
