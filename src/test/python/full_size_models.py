"""Writes models of the shapes and tensor types of well-known real ones, for measuring speed and memory. Run by hand from the root:

    python src/test/python/full_size_models.py qwen2-0.5b qwen2-0.5b-like.Q4_K_M.gguf
    python src/test/python/full_size_models.py llama-1b   llama-1b-like.Q4_0.gguf

with numpy and gguf. The weights are random blocks with a fixed seed, written as they are stored, so no quantiser is needed and the same
command writes the same bytes. Matrices keep the size of what passes through them, so the models run without overflow, but what
they say is noise. The tokenizer is that of the embedded model, filled up to the vocabulary with tokens that no text contains.
"""
import pathlib
import sys

import gguf
import numpy as np

SAMPLE = "sample-models/SmolLM2-135M-Instruct.Q4_1.gguf"
T = gguf.GGMLQuantizationType
SEED = 20241202


def half(values):
    return np.ascontiguousarray(values, dtype="<f2").view(np.uint8).reshape(*values.shape[:-1], -1)


def blocks_of(kind, count, deviation, random):
    """Random blocks of a type, whose values have mean 0 and the standard deviation asked for, as bytes [count, bytes of a block]."""
    def octets(n):
        return random.integers(0, 256, (count, n), dtype=np.uint8)

    # Either sign, as quantisers write it; it also keeps the unequal halves of a quant's range from adding up along a row.
    sign = random.choice(np.array([-1, 1], dtype=np.float32), (count, 1))
    if kind == T.Q4_0:
        return np.concatenate([half(sign * deviation / 4.64), octets(16)], axis=1)
    if kind == T.Q5_0:
        return np.concatenate([half(sign * deviation / 9.25), octets(20)], axis=1)
    if kind == T.Q8_0:
        return np.concatenate([half(sign * deviation / 73.9), octets(32)], axis=1)
    if kind == T.Q4_K:
        # Factors of 32 to 63, the same for scale and minimum, and a minimum of half a quant's range: the values are d * factor * (q - 7.5).
        scale = deviation / 4.61 / 48.4
        factors = random.integers(32, 64, (count, 8), dtype=np.uint8)
        low, high = factors[:, :4], factors[:, 4:]
        first = low | (high & 48) << 2
        packed = np.concatenate([first, first, (high & 15) | (high & 15) << 4], axis=1)
        pair = half(np.broadcast_to(np.array([[scale, 7.5 * scale]], dtype=np.float32), (count, 2)))
        return np.concatenate([pair, packed, octets(128)], axis=1)
    if kind == T.Q6_K:
        factors = random.integers(64, 128, (count, 16), dtype=np.int8) * random.choice(np.array([-1, 1], dtype=np.int8), (count, 16))
        return np.concatenate([octets(192), factors.view(np.uint8), half(sign * deviation / 18.5 / 97.2)], axis=1)
    raise ValueError(kind)


def more_bits(layer, layers):
    """Where llama.cpp's Q4_K_M takes the better of its two types: the first and last eighth, and every third layer between them."""
    return layer < layers // 8 or layer >= 7 * layers // 8 or (layer - layers // 8) % 3 == 2


def qwen_type(name, layer, layers):
    """Q4_K_M at a hidden size of 896, which 256 does not divide: llama.cpp falls back from Q4_K to Q5_0 and from Q6_K to Q8_0."""
    if name == "ffn_down":
        return T.Q6_K if more_bits(layer, layers) else T.Q4_K
    return T.Q8_0 if name == "token_embd" or name == "attn_v" and more_bits(layer, layers) else T.Q5_0


def llama_type(name, layer, layers):
    return T.Q6_K if name == "token_embd" else T.Q4_0


MODELS = {
    "qwen2-0.5b": dict(architecture="qwen2", pre="qwen2", file_type=gguf.LlamaFileType.MOSTLY_Q4_K_M, type=qwen_type, layers=24, hidden=896,
                       intermediate=4864, heads=14, kv_heads=2, vocabulary=151936, context=32768, base=1e6, epsilon=1e-6, biases=True),
    "llama-1b": dict(architecture="llama", pre="smollm", file_type=gguf.LlamaFileType.MOSTLY_Q4_0, type=llama_type, layers=16, hidden=2048,
                     intermediate=8192, heads=32, kv_heads=8, vocabulary=49152, context=8192, base=5e5, epsilon=1e-5, biases=False),
}


def write(shape, name, target):
    random = np.random.default_rng(SEED)
    writer = gguf.GGUFWriter(target, shape["architecture"], use_temp_file=True)
    writer.add_name(name + "-like, random weights")
    writer.add_file_type(shape["file_type"])
    writer.add_block_count(shape["layers"])
    writer.add_context_length(shape["context"])
    writer.add_embedding_length(shape["hidden"])
    writer.add_feed_forward_length(shape["intermediate"])
    writer.add_head_count(shape["heads"])
    writer.add_head_count_kv(shape["kv_heads"])
    writer.add_layer_norm_rms_eps(shape["epsilon"])
    writer.add_rope_freq_base(shape["base"])
    writer.add_rope_dimension_count(shape["hidden"] // shape["heads"])
    writer.add_vocab_size(shape["vocabulary"])
    tokenizer(writer, shape)

    hidden, intermediate, layers = shape["hidden"], shape["intermediate"], shape["layers"]
    kv = hidden // shape["heads"] * shape["kv_heads"]

    def vector(tensor, values):
        writer.add_tensor(tensor, values.astype(np.float32))

    def matrix(tensor, rows, columns, kind, gain=1.0):
        elements, _ = gguf.GGML_QUANT_SIZES[kind]
        data = blocks_of(kind, rows * columns // elements, np.float32(gain / np.sqrt(columns)), random)
        writer.add_tensor(tensor, data.reshape(rows, -1), raw_dtype=kind)

    matrix("token_embd.weight", shape["vocabulary"], hidden, shape["type"]("token_embd", 0, layers), 1.5)
    for layer in range(layers):
        def projection(part, rows, columns, gain=1.0):
            matrix(f"blk.{layer}.{part}.weight", rows, columns, shape["type"](part, layer, layers), gain)

        vector(f"blk.{layer}.attn_norm.weight", random.uniform(0.5, 1.5, hidden))
        projection("attn_q", hidden, hidden)
        projection("attn_k", kv, hidden)
        projection("attn_v", kv, hidden)
        if shape["biases"]:
            for part, rows in (("attn_q", hidden), ("attn_k", kv), ("attn_v", kv)):
                vector(f"blk.{layer}.{part}.bias", random.standard_normal(rows) * 0.1)
        projection("attn_output", hidden, hidden, 0.2)
        vector(f"blk.{layer}.ffn_norm.weight", random.uniform(0.5, 1.5, hidden))
        projection("ffn_gate", intermediate, hidden)
        projection("ffn_up", intermediate, hidden)
        projection("ffn_down", hidden, intermediate, 0.2)
    vector("output_norm.weight", random.uniform(0.5, 1.5, hidden))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def tokenizer(writer, shape):
    fields = gguf.GGUFReader(SAMPLE).fields
    tokens = fields["tokenizer.ggml.tokens"].contents()
    kinds = list(fields["tokenizer.ggml.token_type"].contents())
    extra = shape["vocabulary"] - len(tokens)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(shape["pre"])
    writer.add_token_list(tokens + [f"[filler {number}]" for number in range(extra)])
    writer.add_token_types(kinds + [int(gguf.TokenType.UNUSED)] * extra)
    writer.add_token_merges(fields["tokenizer.ggml.merges"].contents())
    writer.add_bos_token_id(fields["tokenizer.ggml.bos_token_id"].contents())
    writer.add_eos_token_id(fields["tokenizer.ggml.eos_token_id"].contents())
    writer.add_add_bos_token(False)
    writer.add_chat_template(fields["tokenizer.chat_template"].contents())


def main():
    name, target = sys.argv[1:]
    partial = pathlib.Path(target + ".part")
    write(MODELS[name], name, str(partial))
    types = {}
    for tensor in gguf.GGUFReader(partial).tensors:
        types[tensor.tensor_type.name] = types.get(tensor.tensor_type.name, 0) + 1
        if "blk.0." in tensor.name and tensor.tensor_type != T.F32:
            values = gguf.quants.dequantize(tensor.data, tensor.tensor_type)
            print(f"{tensor.name:32} {tensor.tensor_type.name:5} mean {values.mean():+.6f} deviation * sqrt(columns) {values.std() * np.sqrt(values.shape[1]):.3f}")
    partial.replace(target)
    print(target, types, pathlib.Path(target).stat().st_size, "bytes")


if __name__ == "__main__":
    main()
