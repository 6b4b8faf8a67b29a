"""The network in torch: a BERT encoder (Devlin et al. 2019) with heads at two depths.

A word is its first piece. At each exit a hidden layer feeds all word labels, and dot products (scaled, with a learned
bias by distance) point from words to words: content → cue, cue → source, content → source, word → head in its tree. A
word may point nowhere, which is the state of [CLS].
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, field

import torch
from torch import Tensor, nn
from torch.nn import functional

POINTERS = 4
WIDEST = 320
"""Words of the widest window that the distance table covers."""


@dataclass
class Shape:
    """What the network is made of. `labels`: name of a head → number of its labels."""

    labels: dict[str, int]
    layers: int = 6
    exits: tuple[int, ...] = (3, 6)
    width: int = 384
    heads: int = 12
    inner: int = 1536
    positions: int = 512
    features: int = 16
    pointer: int = 96
    dropout: float = 0.1
    extra: dict[str, str] = field(default_factory=dict)

    def plain(self) -> dict:
        return asdict(self)


class Layer(nn.Module):
    """One layer of the encoder, post-norm as in BERT."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.qkv = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.up = nn.Linear(shape.width, shape.inner)
        self.down = nn.Linear(shape.inner, shape.width)
        self.norm2 = nn.LayerNorm(shape.width, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length, width = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        x = self.norm(x + self.out(mixed.transpose(1, 2).reshape(batch, length, width)))
        return self.norm2(x + self.down(functional.gelu(self.up(x))))


class Exit(nn.Module):
    """Heads over word states."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.names, self.sizes, self.dim = list(shape.labels), list(shape.labels.values()), shape.pointer
        self.mid = nn.Linear(shape.width, shape.width)
        self.label = nn.Linear(shape.width, sum(self.sizes))
        self.query = nn.Linear(shape.width, POINTERS * shape.pointer)
        self.key = nn.Linear(shape.width, POINTERS * shape.pointer)
        self.distance = nn.Embedding(33, POINTERS)
        nn.init.zeros_(self.distance.weight)
        self.drop = nn.Dropout(shape.dropout)
        self.register_buffer("bucket", buckets(WIDEST), persistent=False)

    def forward(self, words: Tensor, cls: Tensor, word: Tensor) -> tuple[dict[str, Tensor], Tensor]:
        """Logits by head (B, W, labels), and pointer scores (B, 4, W, 1 + W); place 0 is nowhere."""
        batch, count, _ = words.shape
        words, cls = self.drop(words), self.drop(cls)
        logits = self.label(functional.gelu(self.mid(words))).split(self.sizes, -1)
        q = self.query(words).view(batch, count, POINTERS, self.dim).transpose(1, 2)
        k = self.key(torch.cat([cls[:, None], words], 1)).view(batch, count + 1, POINTERS, self.dim).transpose(1, 2)
        score = q @ k.transpose(2, 3) / math.sqrt(self.dim)
        score = score + self.distance(self.bucket[:count, : count + 1]).permute(2, 0, 1)
        nowhere = torch.ones_like(word[:, :1])
        score = score + (torch.cat([nowhere, word], 1) - 1)[:, None, None] * 1e4
        return dict(zip(self.names, logits, strict=True)), score


def buckets(count: int) -> Tensor:
    """(W, 1 + W): the bucket of the distance from a word to each place it may point to; 16 for nowhere."""
    far = torch.arange(count)[None] - torch.arange(count)[:, None]
    size = far.abs().float()
    size = torch.where(size < 4, size, 4 + torch.log2(size.clamp(min=4) / 4) * 2).clamp(max=16).long()
    return torch.cat([torch.full((count, 1), 16), torch.where(far < 0, 16 - size, 16 + size)], 1)


class Network(nn.Module):
    """Encoder and exits. Embeddings of pieces are looked up outside: they are frozen and shared."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.position = nn.Embedding(shape.positions, shape.width)
        self.feature = nn.Embedding(shape.features, shape.width)
        nn.init.zeros_(self.feature.weight)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.exits = nn.ModuleDict({str(depth): Exit(shape) for depth in shape.exits})

    def forward(
        self, pieces: Tensor, feature: Tensor, mask: Tensor, place: Tensor, word: Tensor
    ) -> dict[int, tuple[dict[str, Tensor], Tensor]]:
        """Depth of exit → its logits and pointer scores. `pieces`: embeddings (B, T, width)."""
        length = pieces.shape[1]
        x = self.norm(pieces + self.position.weight[:length] + self.feature(feature))
        bias = self.bias(mask)
        found = {}
        for depth, layer in enumerate(self.layers, 1):
            x = layer(x, bias)
            if str(depth) in self.exits:
                words = x.gather(1, place[..., None].expand(-1, -1, x.shape[-1]))
                found[depth] = self.exits[str(depth)](words, x[:, 0], word)
        return found

    @staticmethod
    def bias(mask: Tensor) -> Tensor:
        """What is added to attention scores: nothing for pieces, much less than nothing for padding."""
        return (mask[:, None, None].float() - 1) * 1e4

    def load_bert(self, state: dict[str, Tensor]) -> None:
        """Takes over the weights of a BERT checkpoint as its makers publish it."""
        state = {name.removeprefix("bert."): value for name, value in state.items()}
        with torch.no_grad():
            self.position.weight.copy_(
                state["embeddings.position_embeddings.weight"] + state["embeddings.token_type_embeddings.weight"][0]
            )
            _copy(self.norm, state, "embeddings.LayerNorm")
            for number, layer in enumerate(self.layers):
                at = f"encoder.layer.{number}."
                for part in ("weight", "bias"):
                    joined = [state[f"{at}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
                    getattr(layer.qkv, part).copy_(torch.cat(joined))
                _copy(layer.out, state, at + "attention.output.dense")
                _copy(layer.norm, state, at + "attention.output.LayerNorm")
                _copy(layer.up, state, at + "intermediate.dense")
                _copy(layer.down, state, at + "output.dense")
                _copy(layer.norm2, state, at + "output.LayerNorm")


def _copy(into: nn.Module, state: dict[str, Tensor], name: str) -> None:
    into.weight.copy_(state[f"{name}.weight"])
    into.bias.copy_(state[f"{name}.bias"])
