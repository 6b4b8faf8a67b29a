"""First weights of a network: those of a published encoder, less of them where the network is smaller.

Of a layer's inner neurons those stay whose weights in and out are largest, of its heads of attention those whose values
and outputs are; of its layers the first ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from training.model import Network

PIECES = 30522
"""Of BERT's uncased vocabulary, whose numbers are used everywhere here."""


@dataclass(frozen=True)
class Maker:
    """How a family of encoders calls its parts, in the order query, key, value, out, norm, up, down, norm.

    `shift`: what is added to a number of BERT's vocabulary to find its row; `special`: rows that stand elsewhere.
    `first`: the row of the first place in a text.
    """

    parts: tuple[str, ...]
    special: Mapping[int, int]
    shift: int = 0
    first: int = 0


BERT = Maker(
    ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense",
     "attention.output.LayerNorm", "intermediate.dense", "output.dense", "output.LayerNorm"), {},
)  # fmt: skip
MPNET = Maker(
    ("attention.attn.q", "attention.attn.k", "attention.attn.v", "attention.attn.o", "attention.LayerNorm",
     "intermediate.dense", "output.dense", "output.LayerNorm"),
    {0: 1, 100: 3, 101: 0, 102: 2, 103: 30526}, 4, 2,
)  # fmt: skip


def embeddings(state: Mapping[str, Tensor], maker: Maker) -> Tensor:
    """(PIECES, width): the row of every piece."""
    rows = torch.arange(PIECES) + maker.shift
    for piece, row in maker.special.items():
        rows[piece] = row
    return state["embeddings.word_embeddings.weight"].float()[rows]


@torch.no_grad()
def begin(model: Network, state: Mapping[str, Tensor], maker: Maker) -> None:
    """Puts a checkpoint, as its makers publish it, in the place of the encoder's chance weights."""
    position = state["embeddings.position_embeddings.weight"][maker.first :].float()
    kinds = state.get("embeddings.token_type_embeddings.weight")
    count = min(len(position), len(model.position.weight))
    model.position.weight[:count] = position[:count] + (kinds[0].float() if kinds is not None else 0)
    _copy(model.norm, state, "embeddings.LayerNorm")
    if model.relative is not None:
        model.relative.weight.copy_(state["encoder.relative_attention_bias.weight"])
    for number, layer in enumerate(model.layers):
        query, key, value, out, norm, up, down, norm2 = (f"encoder.layer.{number}.{part}" for part in maker.parts)
        width = model.shape.head
        rows = _rows(heads(state[f"{value}.weight"], state[f"{out}.weight"], width, layer.heads), width)
        for part in ("weight", "bias"):
            joined = [state[f"{name}.{part}"][rows] for name in (query, key, value)]
            getattr(layer.qkv, part).copy_(torch.cat(joined))
        layer.out.weight.copy_(state[f"{out}.weight"][:, rows])
        layer.out.bias.copy_(state[f"{out}.bias"])
        kept = largest(
            state[f"{up}.weight"].float().norm(dim=1) * state[f"{down}.weight"].float().norm(dim=0), model.shape.inner
        )
        layer.up.weight.copy_(state[f"{up}.weight"][kept])
        layer.up.bias.copy_(state[f"{up}.bias"][kept])
        layer.down.weight.copy_(state[f"{down}.weight"][:, kept])
        layer.down.bias.copy_(state[f"{down}.bias"])
        _copy(layer.norm, state, norm)
        _copy(layer.norm2, state, norm2)


def heads(value: Tensor, out: Tensor, width: int, count: int) -> Tensor:
    """The numbers of the `count` heads that weigh most, rising."""
    into = value.float().view(-1, width, value.shape[1]).flatten(1).norm(dim=1)
    outof = out.float().t().reshape(-1, width, out.shape[0]).flatten(1).norm(dim=1)
    return largest(into * outof, count)


def largest(weight: Tensor, count: int) -> Tensor:
    """The places of the `count` largest, rising."""
    return weight.topk(min(count, len(weight))).indices.sort().values


def _rows(numbers: Tensor, width: int) -> Tensor:
    return (numbers[:, None] * width + torch.arange(width)).flatten()


def _copy(into: nn.Module, state: Mapping[str, Tensor], name: str) -> None:
    into.weight.copy_(state[f"{name}.weight"])
    into.bias.copy_(state[f"{name}.bias"])
