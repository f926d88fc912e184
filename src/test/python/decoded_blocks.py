"""Writes src/test/resources/org/dipscope/gguf/decoded-blocks.bin: blocks of random bytes with every kind of scale, and what the
dequantiser of the PyPI package gguf makes of them. Run by hand from the repository's root, with numpy and gguf (0.17 or newer):

    python src/test/python/decoded_blocks.py

The file is a sequence of records: the type's name in 8 bytes, padded with spaces; the number of blocks as a 32-bit integer; the
blocks; their values as 32-bit floats. Everything is little-endian.
"""
import pathlib

import numpy as np
from gguf import GGMLQuantizationType as Type
from gguf.constants import GGML_QUANT_SIZES
from gguf.quants import dequantize

# Where 16-bit scales and minima begin in a block.
HALVES = {
    Type.Q4_0: [0], Type.Q4_1: [0, 2], Type.Q5_0: [0], Type.Q5_1: [0, 2], Type.Q8_0: [0], Type.Q2_K: [80, 82], Type.Q3_K: [108],
    Type.Q4_K: [0, 2], Type.Q5_K: [0, 2], Type.Q6_K: [208], Type.IQ4_NL: [0], Type.IQ4_XS: [0],
}
# Usual ones of both signs, zeros, infinities, no number, denormals, the largest.
SPECIAL = [0x2E66, 0xAC21, 0x0000, 0x8000, 0x7C00, 0xFC00, 0x7E00, 0x0001, 0x83FF, 0x0205, 0x7BFF, 0xFBFF]
FLOATS = [0x3F800000, 0xBF000001, 0, 0x80000000, 0x7F800000, 0xFF800000, 0x7FC00000, 1, 0x807FFFFF, 0x00012345, 0x7F7FFFFF, 0xC2F6E979]


def blocks_of(kind, random):
    if kind is Type.F32:
        return np.array(FLOATS, dtype="<u4").view(np.uint8).reshape(-1, 4)
    if kind is Type.BF16:
        return (np.array(FLOATS, dtype="<u4") >> 16).astype("<u2").view(np.uint8).reshape(-1, 2)
    if kind is Type.F16:
        return np.array(SPECIAL, dtype="<u2").view(np.uint8).reshape(-1, 2)
    size = GGML_QUANT_SIZES[kind][1]
    places = HALVES[kind]
    rows = []
    for n, half in enumerate(SPECIAL):
        block = random.integers(0, 256, size, dtype=np.uint8)
        for which, place in enumerate(places):
            # A minimum takes another of the special values than the scale.
            value = half if which == 0 else SPECIAL[(5 * n + 3) % len(SPECIAL)]
            block[place:place + 2] = np.array([value], dtype="<u2").view(np.uint8)
        rows.append(block)
    for fill in (0x00, 0xFF):
        block = np.full(size, fill, dtype=np.uint8)
        for place in places:
            block[place:place + 2] = np.array([0x3555], dtype="<u2").view(np.uint8)
        rows.append(block)
    return np.stack(rows)


def main():
    random = np.random.default_rng(20261123)
    out = bytearray()
    with np.errstate(all="ignore"):
        for kind in [Type.F32, Type.F16, Type.BF16, *HALVES]:
            blocks = blocks_of(kind, random)
            if kind is Type.F32:
                values = blocks.view("<f4")
            elif kind is Type.F16:
                values = blocks.view("<f2").astype("<f4")
            else:
                values = np.stack([dequantize(block, kind) for block in blocks])
            assert values.size == len(blocks) * GGML_QUANT_SIZES[kind][0]
            out += kind.name.ljust(8).encode() + np.int32(len(blocks)).tobytes() + blocks.tobytes() + values.astype("<f4").tobytes()
    pathlib.Path("src/test/resources/org/dipscope/gguf/decoded-blocks.bin").write_bytes(bytes(out))


if __name__ == "__main__":
    main()
