"""The network in torch: a BERT encoder (Devlin et al. 2019) with heads over words.

A word is its first piece. Its state feeds all word labels, and dot products (scaled, with a learned bias by distance)
point from words to words: content → cue, cue → source, content → source, word → head in its tree. A word may point
nowhere, which is the state of [CLS]. The same network, wider and with MPNet's bias by distance in its attention (Song
et al. 2020), is the one that the small ones learn from.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

POINTERS = 4
WIDEST = 320
"""Words of the widest window that the distance table covers."""
Answer = tuple[dict[str, Tensor], Tensor]
"""Logits by head (B, W, labels), and pointer scores (B, 4, W, 1 + W); place 0 is nowhere."""


@dataclass
class Shape:
    """What a network is made of. `labels`: name of a head → number of its labels; `head`: width of one head of
    attention; `middle`: width of the layer before the labels; `relative`: steps of distance that attention knows."""

    labels: dict[str, int]
    layers: int = 6
    width: int = 384
    heads: int = 12
    head: int = 32
    inner: int = 1536
    positions: int = 512
    features: int = 16
    pointer: int = 96
    middle: int = 384
    dropout: float = 0.1
    relative: int = 0
    epsilon: float = 1e-12

    def plain(self) -> dict:
        return asdict(self)


class Layer(nn.Module):
    """One layer of the encoder, post-norm as in BERT."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads, self.head = shape.heads, shape.head
        self.qkv = nn.Linear(shape.width, 3 * shape.heads * shape.head)
        self.out = nn.Linear(shape.heads * shape.head, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.up = nn.Linear(shape.width, shape.inner)
        self.down = nn.Linear(shape.inner, shape.width)
        self.norm2 = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.drop = nn.Dropout(shape.dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, self.head).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        x = self.norm(x + self.drop(self.out(mixed.transpose(1, 2).reshape(batch, length, -1))))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Heads(nn.Module):
    """What is said of words, from their states."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.names, self.sizes, self.dim = list(shape.labels), list(shape.labels.values()), shape.pointer
        self.mid = nn.Linear(shape.width, shape.middle)
        self.label = nn.Linear(shape.middle, sum(self.sizes))
        self.query = nn.Linear(shape.width, POINTERS * shape.pointer)
        self.key = nn.Linear(shape.width, POINTERS * shape.pointer)
        self.distance = nn.Embedding(33, POINTERS)
        nn.init.zeros_(self.distance.weight)
        self.drop = nn.Dropout(shape.dropout)
        self.register_buffer("bucket", buckets(WIDEST), persistent=False)

    def forward(self, words: Tensor, cls: Tensor, word: Tensor) -> Answer:
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


def steps(count: int, relative: int) -> Tensor:
    """(T, T): the step of distance between two pieces, as T5 and MPNet count it: half of the steps for each direction,
    half of those for near ones, the others ever wider up to 128 pieces."""
    far = torch.arange(count)[None] - torch.arange(count)[:, None]
    half, near = relative // 2, relative // 4
    size = far.abs()
    wide = near + (torch.log(size.clamp(min=near) / near) / math.log(128 / near) * (half - near)).long()
    return (far > 0) * half + torch.where(size < near, size, wide.clamp(max=half - 1))


class Network(nn.Module):
    """Encoder and heads. Embeddings of pieces are looked up outside: they are frozen, and shared by the small ones."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.position = nn.Embedding(shape.positions, shape.width)
        self.feature = nn.Embedding(shape.features, shape.width)
        nn.init.zeros_(self.feature.weight)
        self.norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.answer = Heads(shape)
        self.relative = nn.Embedding(shape.relative, shape.heads) if shape.relative else None

    def forward(self, pieces: Tensor, feature: Tensor, mask: Tensor, place: Tensor, word: Tensor) -> Answer:
        """What is said of every word. `pieces`: embeddings (B, T, width)."""
        length = pieces.shape[1]
        x = self.norm(pieces + self.position.weight[:length] + self.feature(feature))
        bias = self.bias(mask)
        for layer in self.layers:
            x = layer(x, bias)
        words = x.gather(1, place[..., None].expand(-1, -1, x.shape[-1]))
        return self.answer(words, x[:, 0], word)

    def bias(self, mask: Tensor) -> Tensor:
        """What is added to attention scores: nothing for pieces, much less than nothing for padding; and what distance
        says, where the network knows distances."""
        bias = (mask[:, None, None].float() - 1) * 1e4
        if self.relative is None:
            return bias
        far = steps(mask.shape[1], self.shape.relative).to(mask.device)
        return bias + self.relative(far).permute(2, 0, 1)[None]
