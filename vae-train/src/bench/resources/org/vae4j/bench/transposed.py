"""The one operation that DJL does not offer on PyTorch, as TorchScript.

usage: python3 transposed.py transposed.pt        (needs: Debian python3-torch)
"""
import sys

import torch


class Transposed(torch.nn.Module):
    def forward(self, x: torch.Tensor, weights: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        return torch.nn.functional.conv_transpose2d(x, weights, bias, stride=2, padding=1)


torch.jit.script(Transposed()).save(sys.argv[1])
