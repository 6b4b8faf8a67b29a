"""The network in torch. These need .venv-train; where torch is absent they are skipped."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dateline.extract.neural.network import PROFILES, WEIGHTS
from dateline.extract.neural.windows import LONGEST, blocks, windows
from tests.conftest import ROOT
from tests.training.samples import TEXT, document, sample, taught, write
from training.labels import IGNORED

torch: Any = pytest.importorskip("torch", reason="torch is only in .venv-train: `make train` sets it up")
safetensors: Any = pytest.importorskip("safetensors.torch", reason="safetensors is only in .venv-train")

SMALL = {"layers": 2, "width": 24, "heads": 2, "head": 12, "inner": 32, "positions": 64, "pointer": 8, "middle": 12}
LABELS = {"content": 3, "cue": 3, "source": 3, "name": 9, "tag": 2, "dep": 1, "start": 2}


@pytest.mark.parametrize("relative", [0, 8])
def test_a_network_answers_for_every_word(relative: int) -> None:
    from training.model import Network, Shape

    model = Network(Shape({"content": 3, "name": 9}, **SMALL, relative=relative)).eval()
    place, word = torch.tensor([[1, 2, 3], [1, 2, 0]]), torch.tensor([[1.0, 1, 1], [1, 1, 0]])
    mask = torch.ones(2, 5, dtype=torch.long)
    with torch.no_grad():
        logits, scores = model(torch.randn(2, 5, 24), torch.zeros(2, 5, dtype=torch.long), mask, place, word)
    assert logits["content"].shape == (2, 3, 3) and logits["name"].shape == (2, 3, 9)
    assert scores.shape == (2, 4, 3, 4)
    assert scores.softmax(-1)[1, :, :, 3].max() < 1e-6, "nothing points to a word that is not there"


def test_padding_changes_no_answer() -> None:
    from training.model import Network, Shape

    torch.manual_seed(0)
    model = Network(Shape({"content": 3}, **SMALL, relative=8)).eval()
    pieces, place = torch.randn(1, 4, 24), torch.tensor([[1, 2]])
    more = torch.cat([pieces, torch.randn(1, 3, 24)], 1)
    mask = torch.tensor([[1, 1, 1, 1, 0, 0, 0]])
    with torch.no_grad():
        short, _ = model(pieces, torch.zeros(1, 4, dtype=torch.long), mask[:, :4], place, torch.ones(1, 2))
        long, _ = model(more, torch.zeros(1, 7, dtype=torch.long), mask, place, torch.ones(1, 2))
    assert torch.allclose(short["content"], long["content"], atol=1e-5)


def test_distance_is_counted_in_steps_that_widen_and_know_their_direction() -> None:
    from training.model import steps

    found = steps(300, 32)
    assert found[0, :9].tolist() == [0, 17, 18, 19, 20, 21, 22, 23, 24]
    assert found[8, 0] == 8 and found[299, 0] == 15 and found[0, 299] == 31
    assert (found[0, 1:] >= found[0, :-1]).all()


def test_a_smaller_network_begins_with_the_weightiest_parts_of_a_larger_one() -> None:
    from training.begin import BERT, begin, embeddings
    from training.model import Network, Shape

    state = noise()
    at = "encoder.layer.0."
    state[f"{at}intermediate.dense.weight"][700] *= 50
    state[f"{at}attention.self.value.weight"][32:64] *= 50
    shape = Shape(LABELS, layers=1, heads=1, inner=1)
    network = Network(shape)
    begin(network, state, BERT)
    (layer,) = network.layers
    assert torch.equal(layer.up.weight[0], state[f"{at}intermediate.dense.weight"][700])
    assert torch.equal(layer.down.weight[:, 0], state[f"{at}output.dense.weight"][:, 700])
    assert torch.equal(layer.qkv.weight[:32], state[f"{at}attention.self.query.weight"][32:64])
    assert torch.equal(layer.out.weight, state[f"{at}attention.output.dense.weight"][:, 32:64])
    assert torch.equal(embeddings(state, BERT), state["embeddings.word_embeddings.weight"])


def test_a_piece_has_the_row_that_its_encoder_gives_it() -> None:
    from training.begin import MPNET, embeddings

    rows = torch.arange(30527.0)[:, None]
    found = embeddings({"embeddings.word_embeddings.weight": rows}, MPNET)[:, 0].tolist()
    assert [found[n] for n in (0, 100, 101, 102, 103, 1996)] == [1, 3, 0, 2, 30526, 2000]


def test_what_large_networks_say_counts_most_where_they_have_not_seen_it() -> None:
    from training.train import shares

    found = shares(torch.tensor([0, 2, 1]), 3)
    assert torch.allclose(found.sum(0), torch.ones(3)) and found.argmax(0).tolist() == [0, 2, 1]
    assert shares(torch.tensor([0, 0]), 1).tolist() == [[1.0, 1.0]]


def test_nothing_is_lost_by_saying_what_the_large_ones_say(batch: Any) -> None:
    from training import losses

    sure = {name: torch.full((*batch.labels[name].shape, count), -30.0) for name, count in LABELS.items()}
    for name, logits in sure.items():
        logits.scatter_(-1, batch.labels[name].clamp(min=0)[..., None], 30.0)
    scores = torch.full((*batch.pointing.shape, batch.pointing.shape[2] + 1), -30.0)
    scores.scatter_(-1, batch.pointing.clamp(min=0)[..., None], 30.0)
    answer = sure, scores
    unsure = {name: torch.zeros_like(logits) for name, logits in sure.items()}, torch.zeros_like(scores)
    said = losses.said([answer, answer], torch.full((2, len(batch.fold)), 0.5))
    assert losses.marked(answer, batch) < 1e-3 < losses.marked(unsure, batch)
    assert losses.copied(answer, said, batch.inputs[4]) < 1e-3 < losses.copied(unsure, said, batch.inputs[4])


@pytest.fixture
def batch(tmp_path: Path) -> Any:
    """A batch of one document, cut into windows."""
    from training.stream import Stream, loader

    stream = Stream([sample(tmp_path)], [1], WEIGHTS / "tokenizer.json", ROOT / "schemas" / "vocabulary", 4, 0)
    found = next(loader(stream, 0)).to(torch.device("cpu"))
    assert found.fold.tolist() == [1] * len(found.fold)
    return found


def test_batches_are_made_in_other_processes_and_are_variants_of_their_own(tmp_path: Path) -> None:
    from training.stream import Stream, loader

    stream = Stream([sample(tmp_path)] * 8, [0] * 8, WEIGHTS / "tokenizer.json", ROOT / "schemas" / "vocabulary", 8, 0)
    ready = loader(stream, 2)
    one, other = next(ready), next(ready)
    assert one.inputs[0].shape != other.inputs[0].shape or (one.inputs[0] != other.inputs[0]).any()


def test_targets_of_a_window_point_inside_it_or_are_not_learned(tmp_path: Path) -> None:
    from training.stream import targets

    doc = sample(tmp_path)
    sizes = [1] * len(doc.words)
    rng = random.Random(0)
    for _ in range(20):
        parts = blocks(doc.words, sizes, doc.paragraphs)
        for window in windows(parts, sizes, [False] * len(parts), rng.randint(8, LONGEST)):
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
    assert {p.name for p in out.iterdir()} == {"labels.json", "embeddings.npz", "tokenizer.json", *PROFILES}
    for profile in PROFILES:
        left = {p.name for p in (out / profile).iterdir()}
        assert left == {"weights.safetensors", "shape.json", "progress.json"}
        assert json.loads((out / profile / "progress.json").read_text())["done"] == 1.0
    assert json.loads((out / "labels.json").read_text())["tag"] == ["NOUN|NN", "PUNCT|."]


def test_a_run_that_is_over_changes_nothing(run: tuple[Path, list[str]]) -> None:
    from training.train import parser, train

    folder, arguments = run
    before = {profile: safetensors.load_file(folder / "out" / profile / "weights.safetensors") for profile in PROFILES}
    train(parser().parse_args(arguments))
    for profile, weights in before.items():
        after = safetensors.load_file(folder / "out" / profile / "weights.safetensors")
        assert all(torch.equal(weights[name], after[name]) for name in weights)


def test_a_run_goes_on_from_the_weights_it_left(run: tuple[Path, list[str]]) -> None:
    from training.train import Run, parser

    folder, arguments = run
    kept = safetensors.load_file(folder / "out" / "fast" / "weights.safetensors")
    learner = Run(parser().parse_args(arguments)).students()["fast"]
    assert learner.done == 1.0
    assert all(torch.equal(kept[name], value) for name, value in learner.mean.state_dict().items())


@pytest.mark.filterwarnings("ignore")  # torch names its exporter the old one; the new one knows no fused attention
def test_what_is_exported_is_what_the_reader_runs(run: tuple[Path, list[str]], tmp_path: Path) -> None:
    pytest.importorskip("onnx", reason="onnx is only in .venv-train")
    from dateline.extract.neural.network import Network
    from dateline.extract.reading import read
    from training.export import export

    export(run[0] / "out", tmp_path)
    assert sum(p.stat().st_size for p in tmp_path.iterdir()) < 40_000_000
    for profile in PROFILES:
        reading = read(TEXT, Network(profile, tmp_path))
        assert [w.text for w in reading.words][:3] == ['"', "The", "ferry"]
        assert {w.tag for w in reading.words} <= {"NN", "."}
        assert all(np.isfinite(a.spans).all() for a in reading.answers)
