package org.dipscope.memory;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Mask;
import org.dipscope.mask.Matrix;

import java.util.List;

/**
 * A token under the roof of a device: what it computes and reads, and which of computing, DRAM and Flash keeps it longest. Computing is no part of
 * the {@link SimulatorClock}; it stands here beside it and is never added to it.
 *
 * @param operations floating-point operations of a token, two for each weight that it multiplies with
 * @param dramBytes  read from DRAM: the static parts at the mean length, and cache hits
 * @param flashBytes read from Flash: misses and overflow
 * @param device     bandwidths in bytes/s
 * @param compute    operations/s that the device can do, &gt; 0
 */
public record Roofline(double operations, double dramBytes, double flashBytes, DeviceProfile device, double compute) {

    /** What may hold a token up. */
    public enum Tier {
        /** Computing. */
        COMPUTE("compute"),
        /** Reading DRAM. */
        DRAM("dram"),
        /** Reading Flash. */
        FLASH("flash");

        private final String id;

        Tier(String id) {
            this.id = id;
        }

        /** The word in files. */
        public String id() {
            return id;
        }
    }

    public Roofline {
        if (!(compute > 0) || Double.isInfinite(compute)) {
            throw new IllegalArgumentException("%s operations/s compute nothing; give more than 0.".formatted(compute));
        }
    }

    /**
     * The mean token of a replay.
     *
     * @param sequences what was replayed; of one model and method
     * @param result    what came of them
     * @param compute   operations/s of the device
     */
    public static Roofline of(List<MaskTrace> sequences, ReplayResult result, double compute) {
        double kvPerToken = sequences.getFirst().bytes().kvPerToken();
        double length = sequences.stream().mapToDouble(sequence -> (sequence.promptLength() + sequence.totalLength()) / 2.0).average().orElseThrow();
        double fixed = result.allocation().staticBytes() - result.allocation().kvCache() + kvPerToken * length;
        return new Roofline(operations(sequences, length), fixed + result.dramBytesPerToken(), result.flashBytesPerToken(), result.settings().device(), compute);
    }

    /**
     * The mean token of a run of which the figures are known and the masks are not.
     *
     * @param bytes      the model
     * @param allocation what its DRAM holds
     * @param length     the sequence's mean length in tokens
     * @param read       share of the MLPs' weights that a token multiplies with, a method's own weights among it
     * @param hits       bytes of cache hits a token
     * @param flash      bytes from Flash a token: misses and overflow
     * @param device     bandwidths
     * @param compute    operations/s of the device
     */
    public static Roofline of(ModelBytes bytes, Allocation allocation, double length, double read, double hits, double flash, DeviceProfile device, double compute) {
        double fixed = allocation.staticBytes() - allocation.kvCache() + bytes.kvPerToken() * length;
        double mlp = 3.0 * bytes.hidden() * bytes.intermediate() * bytes.layers();
        double weights = (bytes.attention() + bytes.lmHead()) / (bytes.mlp() / mlp) + read * mlp;
        return new Roofline(operations(bytes, weights, length), fixed + hits, flash, device, compute);
    }

    /**
     * Two operations a weight, and {@code 4·H·L} a token in the KV cache: scores and sums over {@code H} values a layer. Weights of attention and
     * output head are counted from their bytes by the bytes of an MLP weight, since a trace tells no types; for a shape this is exact.
     */
    private static double operations(List<MaskTrace> sequences, double length) {
        MaskTrace first = sequences.getFirst();
        ModelBytes bytes = first.bytes();
        double matrix = (double) bytes.hidden() * bytes.intermediate() * bytes.layers();
        double bytesPerWeight = bytes.mlp() / (3 * matrix);
        double weights = (bytes.attention() + bytes.lmHead()) / bytesPerWeight + first.footprint().own() / 2;
        for (Matrix _ : first.footprint().whole()) {
            weights += matrix;
        }
        for (Footprint.Use use : first.footprint().hooks()) {
            int column = use.hook() == Hook.INPUT ? bytes.intermediate() : bytes.hidden();
            weights += use.linears() * column * wanted(sequences, use.hook());
        }
        return operations(bytes, weights, length);
    }

    private static double operations(ModelBytes bytes, double weights, double length) {
        return 2 * weights + 4.0 * bytes.hidden() * bytes.layers() * length;
    }

    /** Columns selected by a token over all layers; the mean over sequences of the mean over tokens, as throughput is. */
    private static double wanted(List<MaskTrace> sequences, Hook hook) {
        return sequences.stream().mapToDouble(sequence -> (double) sequence.masks().get(hook).stream().flatMap(List::stream).mapToLong(Mask::count).sum()
                / sequence.tokens()).average().orElseThrow();
    }

    /** Seconds that this tier takes alone. */
    public double seconds(Tier tier) {
        return switch (tier) {
            case COMPUTE -> operations / compute;
            case DRAM -> dramBytes / device.dramBandwidth();
            case FLASH -> flashBytes / device.flashBandwidth();
        };
    }

    /** Operations for each byte read from this tier; infinite where nothing is read, {@link Double#NaN} for computing. */
    public double intensity(Tier tier) {
        return switch (tier) {
            case COMPUTE -> Double.NaN;
            case DRAM -> operations / dramBytes;
            case FLASH -> operations / flashBytes;
        };
    }

    /** The tier that takes longest. */
    public Tier bound() {
        Tier slowest = Tier.COMPUTE;
        for (Tier tier : Tier.values()) {
            if (seconds(tier) > seconds(slowest)) {
                slowest = tier;
            }
        }
        return slowest;
    }

    /** What no schedule can pass on this device: tokens/s if computing and both reads went on at the same time, all at full speed. */
    public double roof() {
        return 1 / seconds(bound());
    }
}
