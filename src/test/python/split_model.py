"""Writes a seeded model of two layers in three parts with the gguf package's own splitter, and what its tensors hold. Run by hand.

    split_model.py FOLDER    writes tiny-0000N-of-00003.gguf and tiny.json into it
"""
import hashlib
import json
import sys

import gguf
import numpy as np

HIDDEN, INTERMEDIATE, HEADS = 32, 64, 2


def main(folder):
    random = np.random.default_rng(20240502)
    tokens = ["<unk>", "<s>", "</s>"] + [f"<0x{octet:02X}>" for octet in range(256)] + ["▁", "▁a", "a", "b", "ab"]
    kinds = [2, 3, 3] + [6] * 256 + [1] * 5
    writer = gguf.GGUFWriter(f"{folder}/tiny.gguf", "llama", split_max_tensors=8)
    writer.add_name("tiny")
    writer.add_block_count(2)
    writer.add_context_length(64)
    writer.add_embedding_length(HIDDEN)
    writer.add_feed_forward_length(INTERMEDIATE)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_tokenizer_model("llama")
    writer.add_tokenizer_pre("default")
    writer.add_token_list(tokens)
    writer.add_token_types(kinds)
    writer.add_token_scores([-float(i) for i in range(len(tokens))])
    shapes = {"token_embd.weight": (len(tokens), HIDDEN), "output_norm.weight": (HIDDEN,)}
    for layer in range(2):
        prefix = f"blk.{layer}."
        shapes |= {prefix + name: shape for name, shape in {
            "attn_norm.weight": (HIDDEN,), "attn_q.weight": (HIDDEN, HIDDEN), "attn_k.weight": (HIDDEN, HIDDEN), "attn_v.weight": (HIDDEN, HIDDEN),
            "attn_output.weight": (HIDDEN, HIDDEN), "ffn_norm.weight": (HIDDEN,), "ffn_gate.weight": (INTERMEDIATE, HIDDEN),
            "ffn_up.weight": (INTERMEDIATE, HIDDEN), "ffn_down.weight": (HIDDEN, INTERMEDIATE)}.items()}
    sums = {}
    for name, shape in shapes.items():
        values = random.standard_normal(shape).astype(np.float32 if len(shape) == 1 else np.float16)
        writer.add_tensor(name, values)
        sums[name] = hashlib.sha256(values.tobytes()).hexdigest()
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    with open(f"{folder}/tiny.json", "w", encoding="utf-8") as out:
        json.dump(sums, out, indent=1)


if __name__ == "__main__":
    main(sys.argv[1])
