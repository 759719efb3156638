"""PyTorch's own cross-entropy from logits, which DJL composes of nine operations, as TorchScript.

usage: python3 cross_entropy.py cross_entropy.pt        (needs: Debian python3-torch)
"""
import sys

import torch


class CrossEntropy(torch.nn.Module):
    def forward(self, logits: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
        return torch.nn.functional.binary_cross_entropy_with_logits(logits, x, reduction="sum")


torch.jit.script(CrossEntropy()).save(sys.argv[1])
