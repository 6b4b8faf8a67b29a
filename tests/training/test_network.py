"""The network in torch. These need .venv-train; where torch is absent they are skipped."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dateline.extract.neural.network import WEIGHTS
from dateline.extract.neural.windows import LONGEST, blocks, windows
from tests.conftest import ROOT
from tests.training.samples import TEXT, document, sample, taught, write
from training.labels import IGNORED

torch: Any = pytest.importorskip("torch", reason="torch is only in .venv-train: `make train` sets it up")
safetensors: Any = pytest.importorskip("safetensors.torch", reason="safetensors is only in .venv-train")

SMALL = {"layers": 2, "exits": (1, 2), "width": 24, "heads": 2, "inner": 32, "positions": 64, "pointer": 8}


def test_every_exit_answers_for_every_word() -> None:
    from training.model import Network, Shape

    model = Network(Shape({"content": 3, "name": 9}, **SMALL)).eval()
    place, word = torch.tensor([[1, 2, 3], [1, 2, 0]]), torch.tensor([[1.0, 1, 1], [1, 1, 0]])
    mask = torch.ones(2, 5, dtype=torch.long)
    with torch.no_grad():
        found = model(torch.randn(2, 5, 24), torch.zeros(2, 5, dtype=torch.long), mask, place, word)
    assert set(found) == {1, 2}
    for logits, scores in found.values():
        assert logits["content"].shape == (2, 3, 3) and logits["name"].shape == (2, 3, 9)
        assert scores.shape == (2, 4, 3, 4)
        assert scores.softmax(-1)[1, :, :, 3].max() < 1e-6, "nothing points to a word that is not there"


def test_padding_changes_no_answer() -> None:
    from training.model import Network, Shape

    torch.manual_seed(0)
    model = Network(Shape({"content": 3}, **SMALL)).eval()
    pieces, place = torch.randn(1, 4, 24), torch.tensor([[1, 2]])
    more = torch.cat([pieces, torch.randn(1, 3, 24)], 1)
    mask = torch.tensor([[1, 1, 1, 1, 0, 0, 0]])
    with torch.no_grad():
        short = model(pieces, torch.zeros(1, 4, dtype=torch.long), mask[:, :4], place, torch.ones(1, 2))
        long = model(more, torch.zeros(1, 7, dtype=torch.long), mask, place, torch.ones(1, 2))
    assert torch.allclose(short[2][0]["content"], long[2][0]["content"], atol=1e-5)


def test_targets_of_a_window_point_inside_it_or_are_not_learned(tmp_path: Path) -> None:
    from training.train import targets

    doc = sample(tmp_path)
    sizes = [1] * len(doc.words)
    rng = random.Random(0)
    for _ in range(20):
        for window in windows(blocks(doc.words, sizes, doc.paragraphs), sizes, rng.randint(8, LONGEST), overlap=False):
            labels, pointing = targets(doc, window, 60)
            where = [n for first, last in window.blocks for n in range(first, last)]
            assert (labels["content"][: len(where)] == doc.spans[0, where]).all()
            assert (labels["content"][len(where) :] == IGNORED).all()
            for k, n in enumerate(where):
                to = pointing[2, k]
                assert to == IGNORED or where[to - 1] == doc.pointers[2, n]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A run of a second on a base encoder made of noise: its folder and the arguments of it."""
    folder = tmp_path_factory.mktemp("train")
    encoder = folder / "encoder"
    encoder.mkdir()
    (encoder / "tokenizer.json").write_bytes((WEIGHTS / "tokenizer.json").read_bytes())
    safetensors.save_file(noise(), encoder / "model.safetensors")
    doc = document(folder)
    write(folder / "cut.jsonl", *({**doc, "doc_id": str(n)} for n in range(12)))
    write(folder / "taught.jsonl", *({**taught(doc), "doc_id": str(n)} for n in range(12)))
    arguments = ["--documents", "cut.jsonl", "--taught", "taught.jsonl", "--encoder", "encoder", "--out", "out"]
    arguments = [a if a.startswith("--") else str(folder / a) for a in arguments]
    arguments += ["--vocabulary", str(ROOT / "schemas" / "vocabulary"), "--minutes", "0.02"]
    from training.train import parser, train

    train(parser().parse_args(arguments))
    return folder, arguments


def noise() -> dict[str, Any]:
    width, inner = 384, 1536
    shapes = {
        "embeddings.word_embeddings.weight": (30522, width), "embeddings.position_embeddings.weight": (512, width),
        "embeddings.token_type_embeddings.weight": (2, width), "embeddings.LayerNorm.weight": (width,),
        "embeddings.LayerNorm.bias": (width,),
    }  # fmt: skip
    for n in range(6):
        at = f"encoder.layer.{n}."
        for name in ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"):
            shapes |= {f"{at}{name}.weight": (width, width), f"{at}{name}.bias": (width,)}
        for name in ("attention.output.LayerNorm", "output.LayerNorm"):
            shapes |= {f"{at}{name}.weight": (width,), f"{at}{name}.bias": (width,)}
        shapes |= {f"{at}intermediate.dense.weight": (inner, width), f"{at}intermediate.dense.bias": (inner,)}
        shapes |= {f"{at}output.dense.weight": (width, inner), f"{at}output.dense.bias": (width,)}
    made = torch.Generator().manual_seed(0)
    return {name: torch.randn(shape, generator=made) * 0.02 for name, shape in shapes.items()}


def test_a_run_leaves_weights_and_what_it_takes_to_export_them(run: tuple[Path, list[str]]) -> None:
    out = run[0] / "out"
    assert {p.name for p in out.iterdir()} == {
        "weights.safetensors", "embeddings.npz", "shape.json", "tokenizer.json", "progress.json",
    }  # fmt: skip
    assert json.loads((out / "progress.json").read_text())["done"] == 1.0
    assert json.loads((out / "shape.json").read_text())["names"]["tag"] == ["NOUN|NN", "PUNCT|."]


def test_a_run_goes_on_from_the_weights_it_left(run: tuple[Path, list[str]]) -> None:
    from training.train import parser, train

    folder, arguments = run
    weights = folder / "out" / "weights.safetensors"
    before = safetensors.load_file(weights)
    (folder / "out" / "progress.json").write_text('{"done": 1.0}')
    train(parser().parse_args([*arguments, "--go-on"]))
    after = safetensors.load_file(weights)
    assert all(torch.equal(before[name], after[name]) for name in before), "no time was left, so nothing changed"


@pytest.mark.filterwarnings("ignore")  # torch names its exporter the old one; the new one knows no fused attention
def test_what_is_exported_is_what_the_reader_runs(run: tuple[Path, list[str]], tmp_path: Path) -> None:
    pytest.importorskip("onnx", reason="onnx is only in .venv-train")
    from dateline.extract.neural.network import PROFILES, Network
    from dateline.extract.reading import read
    from training.export import export

    export(run[0] / "out", tmp_path)
    assert sum(p.stat().st_size for p in tmp_path.iterdir()) < 40_000_000
    for profile in PROFILES:
        reading = read(TEXT, Network(profile, tmp_path))
        assert [w.text for w in reading.words][:3] == ['"', "The", "ferry"]
        assert {w.tag for w in reading.words} <= {"NN", "."}
        assert all(np.isfinite(a.spans).all() for a in reading.answers)
