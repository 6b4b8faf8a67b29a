"""A network as it learns: its optimiser, the running mean of its weights, and what of it lies on disk."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from training.model import Answer, Network
from training.stream import Batch


class Learner:
    """A network that learns, and its folder: shape.json, weights.safetensors, progress.json.

    `table`: the embeddings of pieces (pieces, width), which stay as they are. `rates`: the highest learning rate of
    the encoder and of the heads.
    """

    def __init__(
        self, folder: Path, network: Network, table: Tensor, rates: tuple[float, float], device: torch.device
    ) -> None:
        self.folder, self.device = folder, device
        self.network, self.table = network.to(device), table.to(device)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "shape.json").write_text(json.dumps(network.shape.plain()), encoding="utf-8")
        self.done = self._load()
        self.mean = copy.deepcopy(self.network).eval()
        self.steps = 0
        self.optimiser = torch.optim.AdamW(groups(network, *rates), lr=0.0, fused=True)

    def answer(self, batch: Batch) -> Answer:
        """What the network says as it is."""
        return self._run(self.network, batch)

    @torch.no_grad()
    def knows(self, batch: Batch) -> Answer:
        """What the mean of its weights says, which is what is kept."""
        return self._run(self.mean, batch)

    def learn(self, lost: Tensor, slope: float) -> None:
        """One step down. `slope`: the part of the highest learning rates, 0 to 1."""
        lost.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        for group in self.optimiser.param_groups:
            group["lr"] = group["top"] * slope
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        self.steps += 1
        keep = min(0.998, self.steps / (self.steps + 10))
        with torch.no_grad():
            torch._foreach_lerp_(list(self.mean.parameters()), list(self.network.parameters()), 1 - keep)

    def save(self, done: float) -> None:
        """Writes the mean of the weights, whole or not at all, and after it how much of the time it stands for."""
        fresh = self.folder / "weights.safetensors.new"
        save_file({name: value.cpu().contiguous() for name, value in self.mean.state_dict().items()}, fresh)
        fresh.replace(self.folder / "weights.safetensors")
        fresh = self.folder / "progress.json.new"
        fresh.write_text(json.dumps({"done": done}), encoding="utf-8")
        fresh.replace(self.folder / "progress.json")

    def _run(self, network: Network, batch: Batch) -> Answer:
        ids, *further = batch.inputs
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.device.type == "cuda"):
            return network(self.table[ids], *further)

    def _load(self) -> float:
        """Takes over the weights that a run left; how much of its time they stand for."""
        weights, progress = self.folder / "weights.safetensors", self.folder / "progress.json"
        if not (weights.exists() and progress.exists()):
            return 0.0
        self.network.load_state_dict(load_file(weights))
        return float(json.loads(progress.read_text("utf-8"))["done"])


def groups(network: Network, rate: float, head_rate: float) -> list[dict]:
    """Parameters with their highest learning rates; norms and biases do not decay."""
    out = []
    for is_head in (False, True):
        for decays in (False, True):
            chosen = [p for name, p in network.named_parameters()
                      if name.startswith(("answer", "feature")) == is_head and (p.dim() > 1) == decays]  # fmt: skip
            out.append({"params": chosen, "top": head_rate if is_head else rate, "weight_decay": 0.01 * decays})
    return out
