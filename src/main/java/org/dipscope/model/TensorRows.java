package org.dipscope.model;

import org.dipscope.gguf.GgufFile;
import org.dipscope.gguf.TensorInfo;
import org.dipscope.gguf.TensorType;

import java.lang.foreign.MemorySegment;

/**
 * A weight matrix as the file has it: a tensor, or some rows of one that holds several matrices, one below the other.
 *
 * @param tensor  the tensor
 * @param first   the matrix' first row in it
 * @param rows    the matrix' outputs
 * @param columns the matrix' inputs, a row's elements
 */
record TensorRows(TensorInfo tensor, int first, int rows, int columns) {

    TensorType type() {
        return tensor.type();
    }

    private long rowBytes() {
        return type().bytes(columns);
    }

    /** Bytes of its rows. */
    long bytes() {
        return rows * rowBytes();
    }

    /** Its rows, read-only. */
    MemorySegment data(GgufFile file) {
        return file.data(tensor).asSlice(first * rowBytes(), bytes());
    }
}
