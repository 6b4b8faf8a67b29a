"""Makes .venv: finds a Python 3.11 to 3.13, installs the hash-locked requirements and Dateline itself.

Standard library only, and readable by any Python 3, so that an old one can say what is needed.

Usage: python3 bootstrap.py [run|dev]. Doing it again costs nothing when nothing changed.
"""

import fcntl
import glob
import hashlib
import os
import shutil
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(ROOT, ".venv")
STAMP = os.path.join(VENV, "dateline-installed")
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock"}
FITTING = ((3, 11), (3, 12), (3, 13))
PROBE = "import sys, venv, ensurepip; print('%d.%d' % sys.version_info[:2])"


def candidates():
    """Interpreters to try, in order: this one, those on PATH, those of pyenv."""
    names = ["python3", "python3.11", "python3.12", "python3.13"]
    found = [sys.executable] + [shutil.which(name) for name in names]
    pyenv = os.environ.get("PYENV_ROOT", os.path.expanduser("~/.pyenv"))
    found += sorted(glob.glob(os.path.join(pyenv, "versions", "3.1[123]*", "bin", "python")))
    return [path for path in dict.fromkeys(found) if path]


def fitting_python():
    """Path of a Python that fits; ends with a message that says how to get one when there is none."""
    broken = []
    for path in candidates():
        done = subprocess.run([path, "-c", PROBE], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        version = done.stdout.decode().strip()
        if done.returncode == 0 and tuple(int(n) for n in version.split(".")) in FITTING:
            return path
        if b"ensurepip" in done.stderr:
            broken.append(path)
    if broken:
        sys.exit("%s has no venv module. On Debian or Ubuntu: apt-get install python3-venv" % broken[0])
    sys.exit(
        "Dateline needs Python 3.11, 3.12 or 3.13 and found none (this one is %s).\n"
        "Get one with `apt-get install python3 python3-venv` (Debian 12 or newer), `brew install python@3.12`,\n"
        "`uv python install 3.12`, or pyenv; then run the same command again." % sys.version.split()[0]
    )


def digest(kind):
    """What the installation is made of, in one word."""
    seen = hashlib.sha256(kind.encode())
    for name in (LOCKS[kind], "requirements-uv.lock", "pyproject.toml", "bootstrap.py"):
        with open(os.path.join(ROOT, name), "rb") as file:
            seen.update(file.read())
    return seen.hexdigest()


def installed():
    """The digests of what .venv holds."""
    try:
        with open(STAMP) as file:
            return file.read().split()
    except OSError:
        return []


def say(text):
    print("dateline: " + text, file=sys.stderr, flush=True)


def call(*command):
    done = subprocess.run(command, cwd=ROOT, env=environment())
    if done.returncode:
        sys.exit(
            "dateline: this failed: %s\nIs a package index reachable (PIP_INDEX_URL, pip.conf)?" % " ".join(command)
        )


def environment():
    """Our environment; an index that only pip has been told of is told to uv too."""
    env = dict(os.environ, PIP_DISABLE_PIP_VERSION_CHECK="1", UV_LINK_MODE="copy")
    if "PIP_INDEX_URL" in env and "UV_DEFAULT_INDEX" not in env and "UV_INDEX_URL" not in env:
        env["UV_DEFAULT_INDEX"] = env["PIP_INDEX_URL"]
    return env


def install(kind):
    """Makes .venv anew or brings it up to date."""
    started = time.monotonic()
    python = os.path.join(VENV, "bin", "python")
    if not os.path.exists(python):
        base = fitting_python()
        say("setting up .venv with %s (once; about a minute)" % base)
        call(base, "-m", "venv", "--clear", VENV)
    call(python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", "requirements-uv.lock")
    uv = [os.path.join(VENV, "bin", "uv"), "pip"]
    call(*uv, "sync", "--quiet", "--python", python, "--require-hashes", LOCKS[kind])
    call(*uv, "install", "--quiet", "--python", python, "--no-deps", "--no-build-isolation", "--editable", ".")
    with open(STAMP, "w") as file:
        # The development set holds all of the other one.
        file.write("\n".join(digest(k) for k in (LOCKS if kind == "dev" else [kind])))
    say("set up in %.0f s" % (time.monotonic() - started))


def main():
    kind = sys.argv[1] if len(sys.argv) > 1 else "run"
    if kind not in LOCKS:
        sys.exit(__doc__)
    if digest(kind) in installed():
        return
    with open(os.path.join(ROOT, ".venv.lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two makes at once: the second one waits and finds it done
        if digest(kind) not in installed():
            install(kind)


if __name__ == "__main__":
    main()
