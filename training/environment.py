"""Makes .venv-train: the project's locked requirements and, on top of them, training/requirements.txt.

Usage: python3 training/environment.py. Standard library only. Doing it again costs nothing when nothing changed.
"""

import hashlib
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import bootstrap  # noqa: E402 - stands at the top of the checkout, in no package

VENV = ROOT / ".venv-train"
STAMP = VENV / "dateline-training"
MADE_FROM = ("requirements.lock", "requirements-uv.lock", "pyproject.toml", "training/requirements.txt")


def digest():
    """What the installation is made of, in one word."""
    seen = hashlib.sha256()
    for name in MADE_FROM:
        seen.update((ROOT / name).read_bytes())
    return seen.hexdigest()


def install():
    """Makes .venv-train anew or brings it up to date."""
    python = str(VENV / "bin" / "python")
    if not Path(python).exists():
        base = bootstrap.fitting_python()
        bootstrap.say(f"setting up .venv-train with {base} (once; torch is large)")
        bootstrap.call(base, "-m", "venv", "--clear", str(VENV))
    bootstrap.call(python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", "requirements-uv.lock")
    uv = (str(VENV / "bin" / "uv"), "pip", "install", "--quiet", "--python", python)
    bootstrap.call(*uv, "--require-hashes", "-r", "requirements.lock")
    bootstrap.call(*uv, "-r", "training/requirements.txt")
    bootstrap.call(*uv, "--no-deps", "--no-build-isolation", "--editable", ".")
    STAMP.write_text(digest(), encoding="utf-8")


if __name__ == "__main__" and not (STAMP.exists() and STAMP.read_text("utf-8") == digest()):
    install()
