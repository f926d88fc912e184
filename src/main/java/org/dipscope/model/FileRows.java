package org.dipscope.model;

import org.dipscope.gguf.TensorType;

import java.lang.foreign.MemorySegment;

/** A tensor as the file has it, row after row. */
record FileRows(TensorType type, MemorySegment data) {
}
