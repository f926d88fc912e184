package org.dipscope.memory;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Matrix;

import java.util.EnumMap;
import java.util.Map;

/**
 * How the DRAM budget is spent, in bytes.
 *
 * @param dramBytes       the budget
 * @param attention       attention weights
 * @param lmHead          the output head
 * @param kvCache         the KV cache at the full sequence length
 * @param wholeMatrices   MLP matrices that the method reads whole, and weights of its own
 * @param overflow        static bytes that do not fit and are streamed from Flash for every token
 * @param dynamicBytes    what is left for columns
 * @param capacityColumns per hook, how many columns one layer's cache holds
 */
public record Allocation(double dramBytes, double attention, double lmHead, double kvCache, double wholeMatrices, double overflow,
                         double dynamicBytes, Map<Hook, Integer> capacityColumns) {

    public Allocation {
        capacityColumns = Map.copyOf(capacityColumns);
    }

    /**
     * Static parts first; what is left is split evenly, in bytes, over the sparse linears of all layers. A linear holds at most all
     * its columns, and what it cannot use goes to no other.
     *
     * @param bytes       the model
     * @param footprint   what the masking method selects and what it reads whole
     * @param dramBytes   the budget in bytes, ≥ 0
     * @param totalLength the full length of the sequence in tokens, ≥ 0
     */
    public static Allocation of(ModelBytes bytes, Footprint footprint, double dramBytes, int totalLength) {
        double kvCache = bytes.kvPerToken() * totalLength;
        double whole = footprint.own();
        for (Matrix matrix : footprint.whole()) {
            whole += bytes.of(matrix);
        }
        double free = dramBytes - (bytes.attention() + bytes.lmHead() + kvCache + whole);
        double dynamic = Math.max(0, free);
        Map<Hook, Integer> capacity = new EnumMap<>(Hook.class);
        for (Footprint.Use use : footprint.hooks()) {
            double perLinear = dynamic / ((double) footprint.sparseLinears() * bytes.layers());
            double columns = Math.floor(perLinear / bytes.columnBytes(use));
            capacity.put(use.hook(), (int) Math.min(bytes.columns(use.hook()), columns));
        }
        return new Allocation(dramBytes, bytes.attention(), bytes.lmHead(), kvCache, whole, Math.max(0, -free), dynamic, capacity);
    }

    /** Everything that is not columns. */
    public double staticBytes() {
        return attention + lmHead + kvCache + wholeMatrices;
    }
}
