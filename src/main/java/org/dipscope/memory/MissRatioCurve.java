package org.dipscope.memory;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Mask;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * How often a policy misses at every size of the cache. Every linear gets the same share of its columns, as an even budget gives it.
 *
 * @param policy    which policy
 * @param share     share of the columns that fit, ascending, each in [0, 1]
 * @param dramBytes the DRAM that this share takes, static parts included, in bytes
 * @param missRatio bytes of columns missed ÷ bytes wanted, in [0, 1]
 */
public record MissRatioCurve(CachePolicy policy, List<Double> share, List<Double> dramBytes, List<Double> missRatio) {

    public MissRatioCurve {
        share = List.copyOf(share);
        dramBytes = List.copyOf(dramBytes);
        missRatio = List.copyOf(missRatio);
    }

    /**
     * The curves of some policies, all capacities in one pass over the masks each.
     *
     * @param sequences of one model and method, 1 or more; each from cold caches
     * @param settings  seed and pinning; device, policy and budget are not asked
     * @param points    how many shares from 0 to 1, 2 or more
     */
    public static List<MissRatioCurve> of(List<MaskTrace> sequences, List<CachePolicy> policies, MemorySettings settings, int points) {
        return of(sequences, policies, settings, points, () -> false);
    }

    /**
     * The same, as long as it is wanted.
     *
     * @param cancelled asked before each cache
     * @throws CancellationException if cancelled
     */
    public static List<MissRatioCurve> of(List<MaskTrace> sequences, List<CachePolicy> policies, MemorySettings settings, int points, BooleanSupplier cancelled) {
        if (points < 2) {
            throw new IllegalArgumentException("a curve of %d points is none; give 2 or more.".formatted(points));
        }
        MaskTrace first = sequences.getFirst();
        List<Double> shares = IntStream.range(0, points).mapToObj(i -> i / (points - 1.0)).toList();
        Map<CachePolicy, double[]> missed = new LinkedHashMap<>();
        policies.forEach(policy -> missed.put(policy, new double[points]));
        double wanted = 0;
        for (Piece piece : play(sequences, policies, settings, shares, cancelled)) {
            double bytes = piece.use.linears() * first.bytes().columnBytes(piece.use);
            wanted += bytes * piece.outcomes.getFirst().statistics()[0].wanted();
            for (int p = 0; p < policies.size(); p++) {
                for (int i = 0; i < points; i++) {
                    missed.get(policies.get(p))[i] += bytes * piece.outcomes.get(p).statistics()[i].misses();
                }
            }
        }
        List<MissRatioCurve> curves = new ArrayList<>();
        for (CachePolicy policy : policies) {
            double[] bytes = missed.get(policy);
            double all = wanted;
            curves.add(new MissRatioCurve(policy, shares, shares.stream().map(share -> dram(first, share)).toList(),
                    IntStream.range(0, points).mapToObj(i -> all == 0 ? 0 : bytes[i] / all).toList()));
        }
        return curves;
    }

    private static double dram(MaskTrace trace, double share) {
        double columns = 0;
        for (Footprint.Use use : trace.footprint().hooks()) {
            columns += use.linears() * trace.bytes().layers() * trace.bytes().columnBytes(use) * trace.bytes().columns(use.hook());
        }
        return Allocation.of(trace.bytes(), trace.footprint(), 0, trace.totalLength()).staticBytes() + share * columns;
    }

    private static List<Piece> play(List<MaskTrace> sequences, List<CachePolicy> policies, MemorySettings settings, List<Double> shares, BooleanSupplier cancelled) {
        List<Runnable> works = new ArrayList<>();
        List<Piece> pieces = new ArrayList<>();
        for (MaskTrace sequence : sequences) {
            for (Footprint.Use use : sequence.footprint().hooks()) {
                int columns = sequence.bytes().columns(use.hook());
                int[] capacity = shares.stream().mapToInt(share -> (int) Math.floor(share * columns)).toArray();
                for (int layer = 0; layer < sequence.bytes().layers(); layer++) {
                    Piece piece = new Piece(use, new ArrayList<>());
                    pieces.add(piece);
                    int number = layer;
                    works.add(() -> {
                        List<Mask> masks = sequence.masks(use.hook(), number);
                        HookReplay replay = new HookReplay(masks, use.hook().index(number));
                        for (CachePolicy policy : policies) {
                            if (cancelled.getAsBoolean()) {
                                throw new CancellationException("the replay was cancelled.");
                            }
                            int[] held = policy == CachePolicy.NONE ? new int[capacity.length] : capacity;
                            piece.outcomes.add(replay.play(policy.start(ColumnCaches.start(settings, use.hook(), number, columns, masks)), held, settings.seed()));
                        }
                    });
                }
            }
        }
        works.parallelStream().forEach(Runnable::run);
        return pieces;
    }

    private record Piece(Footprint.Use use, List<HookReplay.Outcome> outcomes) {
    }
}
