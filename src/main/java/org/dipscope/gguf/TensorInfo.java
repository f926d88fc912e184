package org.dipscope.gguf;

import java.util.List;

/**
 * One entry of the tensor directory, checked against the file.
 *
 * @param name   its name, unique in the file
 * @param shape  1 to 4 positive dimensions in GGUF's order: the fastest (a row's length, the inputs) first
 * @param type   how its values are stored
 * @param offset where its data begin, in bytes from the beginning of the file; a multiple of 8
 * @param bytes  the size of its data
 */
public record TensorInfo(String name, List<Long> shape, TensorType type, long offset, long bytes) {
    public TensorInfo {
        shape = List.copyOf(shape);
    }

    /** The number of its values. */
    public long elements() {
        long product = 1;
        for (long dimension : shape) {
            product = Math.multiplyExact(product, dimension);
        }
        return product;
    }
}
