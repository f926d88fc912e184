package org.dipscope.memory;

import org.dipscope.mask.Hook;

import java.util.Map;

/**
 * How the DRAM budget is spent, in bytes.
 *
 * @param dramBytes       the budget
 * @param attention       attention weights
 * @param lmHead          the output head
 * @param kvCache         the KV cache at the full sequence length
 * @param wholeMatrices   MLP matrices that the method reads whole
 * @param overflow        static bytes that do not fit and are streamed from Flash for every token
 * @param dynamicBytes    what is left for columns
 * @param capacityColumns per hook, how many columns one layer's cache holds
 */
public record Allocation(double dramBytes, double attention, double lmHead, double kvCache, double wholeMatrices, double overflow,
                         double dynamicBytes, Map<Hook, Integer> capacityColumns) {

    public Allocation {
        capacityColumns = Map.copyOf(capacityColumns);
    }

    /** Everything that is not columns. */
    public double staticBytes() {
        return attention + lmHead + kvCache + wholeMatrices;
    }
}
