package org.dipscope.tokenizer;

import java.util.Arrays;

/** A queue of possible merges, each one number: its precedence in the upper half, its place in the lower. The least comes first. */
final class Candidates {
    private long[] heap = new long[64];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    void clear() {
        size = 0;
    }

    void offer(int precedence, int place) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        long candidate = (long) precedence << 32 | place;
        int hole = size++;
        while (hole > 0 && heap[(hole - 1) >> 1] > candidate) {
            heap[hole] = heap[(hole - 1) >> 1];
            hole = (hole - 1) >> 1;
        }
        heap[hole] = candidate;
    }

    /** Removes the first and answers it. */
    long poll() {
        long least = heap[0];
        long moved = heap[--size];
        int hole = 0;
        while (2 * hole + 1 < size) {
            int child = 2 * hole + 1;
            if (child + 1 < size && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= moved) {
                break;
            }
            heap[hole] = heap[child];
            hole = child;
        }
        heap[hole] = moved;
        return least;
    }

    static int precedence(long candidate) {
        return (int) (candidate >> 32);
    }

    static int place(long candidate) {
        return (int) candidate;
    }
}
