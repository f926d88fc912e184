"""A dense or masked transformer in numpy doubles, one token at a time, on a GGUF file's dequantised weights: llama, qwen2, qwen3 and gemma.

Needs numpy and gguf. It shares no code with Dipscope; reference.py has the masks.
"""

import math

import gguf
import numpy as np

from reference import Layer, gelu, silu


def rms_norm(x, weight, epsilon):
    return x / np.sqrt((x * x).mean(-1, keepdims=True) + epsilon) * weight


class Model:
    def __init__(self, path):
        reader = gguf.GGUFReader(path)
        keys = {name: field.contents() for name, field in reader.fields.items() if "tokenizer.ggml" not in name and not name.startswith("GGUF")}
        self.architecture = keys["general.architecture"]
        key = lambda name, otherwise=None: keys.get(f"{self.architecture}.{name}", otherwise)
        self.layers, self.hidden, self.intermediate = key("block_count"), key("embedding_length"), key("feed_forward_length")
        self.heads = key("attention.head_count")
        self.kv_heads = key("attention.head_count_kv", self.heads)
        self.size = key("attention.key_length", self.hidden // self.heads)
        self.epsilon, self.base = key("attention.layer_norm_rms_epsilon"), key("rope.freq_base", 10000.0)
        self.activation = gelu if self.architecture == "gemma" else silu
        tensors = {tensor.name: tensor for tensor in reader.tensors}
        self.weights = {name: gguf.quants.dequantize(tensor.data, tensor.tensor_type).astype(float).reshape(tensor.shape[::-1])
                        for name, tensor in tensors.items()}
        self.output = "output" if "output.weight" in tensors else "token_embd"
        of = lambda *parts: sum(int(tensors[f"blk.{layer}.{part}.weight"].n_bytes) for layer in range(self.layers) for part in parts)
        self.bytes = {"attention": of("attn_q", "attn_k", "attn_v", "attn_output"), "lm_head": int(tensors[self.output + ".weight"].n_bytes),
                      "kv_per_token": 2 * self.kv_heads * 2 * self.size * self.layers,
                      "gate": of("ffn_gate"), "up": of("ffn_up"), "down": of("ffn_down")}

    def masked(self, method, keep, capacity, **settings):
        return [Layer(*(self.weight(layer, "ffn_" + part) for part in ("gate", "up", "down")), self.activation, method, keep, layer, capacity, **settings)
                for layer in range(self.layers)]

    def weight(self, layer, part, kind="weight"):
        return self.weights.get(f"blk.{layer}.{part}.{kind}")

    def start(self):
        self.keys, self.values = [[] for _ in range(self.layers)], [[] for _ in range(self.layers)]

    def rotated(self, x, position):
        """RoPE over whole heads: neighbours in llama, halves in the others."""
        n = self.size
        angle = position * self.base ** (-np.arange(0, n, 2) / n) / self.weights.get("rope_freqs.weight", 1.0)
        first, second = (np.arange(0, n, 2), np.arange(1, n, 2)) if self.architecture == "llama" else (np.arange(n // 2), np.arange(n // 2, n))
        y = np.empty_like(x)
        y[:, first] = x[:, first] * np.cos(angle) - x[:, second] * np.sin(angle)
        y[:, second] = x[:, first] * np.sin(angle) + x[:, second] * np.cos(angle)
        return y

    def attention(self, layer, x):
        def project(part):
            bias = self.weight(layer, part, "bias")
            y = self.weight(layer, part) @ x + (0 if bias is None else bias)
            norm = self.weight(layer, part + "_norm")
            y = y.reshape(-1, self.size)
            return y if norm is None else rms_norm(y, norm, self.epsilon)

        position = len(self.keys[layer])
        query = self.rotated(project("attn_q"), position)
        self.keys[layer].append(self.rotated(project("attn_k"), position))
        self.values[layer].append(project("attn_v"))
        keys, values = np.array(self.keys[layer]), np.array(self.values[layer])
        heads = np.empty((self.heads, self.size))
        for head in range(self.heads):
            shared = head * self.kv_heads // self.heads
            scores = keys[:, shared] @ query[head] / math.sqrt(self.size)
            weights = np.exp(scores - scores.max())
            heads[head] = weights / weights.sum() @ values[:, shared]
        return self.weight(layer, "attn_output") @ heads.ravel()

    def step(self, token, layers):
        """Logits, and each layer's masks."""
        x = self.weights["token_embd.weight"][token] * (math.sqrt(self.hidden) if self.architecture == "gemma" else 1)
        masks = []
        for layer in range(self.layers):
            x = x + self.attention(layer, rms_norm(x, self.weight(layer, "attn_norm"), self.epsilon))
            chosen, y = layers[layer].run(rms_norm(x, self.weight(layer, "ffn_norm"), self.epsilon))
            masks.append(chosen)
            x = x + y
        return self.weights[self.output + ".weight"] @ rms_norm(x, self.weights["output_norm.weight"], self.epsilon), masks
