"""Weights to what is run: `python -m training.export FOLDER OUT`, one 8-bit ONNX file for each profile.

The encoder's operators are fused, then matrices are stored as 8-bit numbers (a scale a column) and multiplied with
activations that are rounded as they come (dynamic quantisation).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions
from safetensors.torch import load_file
from torch import Tensor, nn

from dateline.extract.neural.network import PROFILES
from training.model import Layer, Network, Shape

INPUTS = ("pieces", "feature", "mask", "place", "word")
OUTPUTS = ("spans", "name", "tag", "dep", "start", "pointers", "head")


class _Fused(torch.autograd.Function):
    """Attention as the one operator the runtime has for it; never computed here, only written."""

    @staticmethod
    def symbolic(g, x, weight, bias, mask, heads):
        return g.op("com.microsoft::Attention", x, weight, bias, mask, num_heads_i=heads).setType(x.type())

    @staticmethod
    def forward(ctx, x, weight, bias, mask, heads):
        return x.new_zeros(*x.shape[:2], weight.shape[1] // 3)


class FusedLayer(nn.Module):
    """A layer of the encoder that is written with the fused operator; `bias` is the mask of pieces, as integers."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self.layer = layer
        self.weight = nn.Parameter(layer.qkv.weight.detach().t().contiguous())

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        layer = self.layer
        mixed = _Fused.apply(x, self.weight, layer.qkv.bias, mask, layer.heads)
        x = layer.norm(x + layer.out(mixed))
        return layer.norm2(x + layer.down(nn.functional.gelu(layer.up(x))))


class Written(nn.Module):
    """The network, its answers made small: classes by number, spans and pointers as probabilities."""

    def __init__(self, model: Network) -> None:
        super().__init__()
        self.model = model.eval()
        model.layers = nn.ModuleList(FusedLayer(layer) for layer in model.layers)
        model.bias = lambda mask: mask

    def forward(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        logits, scores = self.model(*inputs)
        spans = torch.cat([logits[name].log_softmax(-1) for name in ("content", "cue", "source")], -1)
        classes = [logits[name].argmax(-1).int() for name in ("name", "tag", "dep")]
        start = logits["start"][..., 1] - logits["start"][..., 0]
        return spans, *classes, start, scores[:, :3].softmax(-1), scores[:, 3]


def example(shape: Shape) -> tuple[Tensor, ...]:
    """Inputs of two windows of 48 pieces and 30 words."""
    place = torch.arange(1, 31).repeat(2, 1)
    pieces, feature = torch.randn(2, 48, shape.width), torch.zeros(2, 48, dtype=torch.long)
    return pieces, feature, torch.ones(2, 48, dtype=torch.int32), place, torch.ones(2, 30)


def export(folder: Path, out: Path) -> None:
    """Writes fast.onnx, careful.onnx, embeddings.npz, tokenizer.json and model.json (labels, digests)."""
    out.mkdir(parents=True, exist_ok=True)
    for profile in PROFILES:
        shape = Shape(**json.loads((folder / profile / "shape.json").read_text("utf-8")))
        model = Network(shape)
        model.load_state_dict(load_file(folder / profile / "weights.safetensors"))
        write(model, out / f"{profile}.onnx")
    shutil.copy(folder / "embeddings.npz", out / "embeddings.npz")
    shutil.copy(folder / "tokenizer.json", out / "tokenizer.json")
    names = json.loads((folder / "labels.json").read_text("utf-8"))
    digests = {profile: digest(out, profile) for profile in PROFILES}
    described = {"digests": digests, "labels": {name: names[name] for name in ("name", "tag", "dep")}}
    (out / "model.json").write_text(json.dumps(described, indent=1) + "\n", encoding="utf-8")


def digest(out: Path, profile: str) -> str:
    """The files of a profile in one word."""
    seen = hashlib.sha256()
    for name in (f"{profile}.onnx", "embeddings.npz", "tokenizer.json"):
        seen.update((out / name).read_bytes())
    return seen.hexdigest()[:20]


def write(model: Network, target: Path) -> None:
    """A network as an 8-bit ONNX file; prints its size."""
    given = example(model.shape)
    batch, pieces, words = "batch", "pieces", "words"
    axes = {"pieces": {0: batch, 1: pieces}, "feature": {0: batch, 1: pieces}, "mask": {0: batch, 1: pieces},
            "place": {0: batch, 1: words}, "word": {0: batch, 1: words}}  # fmt: skip
    with tempfile.TemporaryDirectory() as temp:
        raw, fused = Path(temp) / "raw.onnx", Path(temp) / "fused.onnx"
        torch.onnx.export(
            Written(model), given, str(raw), input_names=list(INPUTS), output_names=list(OUTPUTS),
            dynamic_axes=axes, opset_version=17, dynamo=False, custom_opsets={"com.microsoft": 1},
        )  # fmt: skip
        fuse(raw, fused, model.shape)
        quantize_dynamic(
            str(fused), str(target), weight_type=QuantType.QInt8, per_channel=True,
            op_types_to_quantize=["MatMul", "Gemm", "Attention"],
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT, "MatMulConstBOnly": True},
        )  # fmt: skip
    print(f"{target.name}: {target.stat().st_size / 1e6:.1f} MB")


def fuse(source: Path, target: Path, shape: Shape) -> None:
    """Joins the operators of GELU where the runtime has one for them. A sum and a norm stay two: on processors the one
    operator for both takes five times as long as they do."""
    options = FusionOptions("bert")
    options.enable_embed_layer_norm = False
    options.enable_skip_layer_norm = False
    found = optimizer.optimize_model(
        str(source), model_type="bert", num_heads=shape.heads, hidden_size=shape.width, optimization_options=options,
        opt_level=1,
    )  # fmt: skip
    print(found.get_fused_operator_statistics())
    onnx.save(found.model, str(target))


def main() -> None:
    """The command line."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folder", type=Path)
    ask.add_argument("out", type=Path)
    given = ask.parse_args()
    export(given.folder, given.out)


if __name__ == "__main__":
    np.random.seed(0)
    main()
