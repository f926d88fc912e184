/**
 * Text to token ids and back, from a GGUF file's own tables: byte-level BPE, special tokens, chat templates, incremental decoding.
 */
package org.dipscope.tokenizer;
