package org.dipscope.memory;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Mask;
import org.dipscope.mask.Selection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/**
 * Plays stored masks to devices and policies; here a policy may know the future. All points of a study are played together, on all
 * cores: bandwidths cost nothing more, and capacities share a policy's bookkeeping. The result does not depend on the cores.
 */
public final class Replay {
    private final List<MaskTrace> sequences;
    private final List<MemorySettings> points;
    private final DoubleConsumer progress;
    private final BooleanSupplier cancelled;
    private final Map<Way, Map<Hook, int[]>> ways = new LinkedHashMap<>();

    /** How caches behave, whatever their capacity. */
    private record Way(CachePolicy policy, long seed, Pinning pinning) {
        static Way of(MemorySettings settings) {
            return new Way(settings.policy(), settings.seed(), settings.pinning());
        }

        MemorySettings settings(MemorySettings base) {
            return new MemorySettings(base.device(), policy, seed, LayerBudget.EVEN, pinning);
        }
    }

    private Replay(List<MaskTrace> sequences, List<MemorySettings> points, DoubleConsumer progress, BooleanSupplier cancelled) {
        this.sequences = List.copyOf(sequences);
        this.points = List.copyOf(points);
        this.progress = progress;
        this.cancelled = cancelled;
    }

    /** What one device and policy make of one sequence, from cold caches. */
    public static ReplayResult of(MaskTrace trace, MemorySettings settings) {
        return all(List.of(trace), List.of(settings)).getFirst();
    }

    /** What each device and policy makes of these sequences, each from cold caches: the means over the sequences. */
    public static List<ReplayResult> all(List<MaskTrace> sequences, List<MemorySettings> points) {
        return all(sequences, points, done -> { }, () -> false);
    }

    /**
     * As {@link #all(List, List)}, to be watched.
     *
     * @param sequences of one model and method, 1 or more
     * @param progress  takes the share that is done, in [0, 1], from any thread
     * @param cancelled asked between two pieces of a fraction of a second
     * @throws CancellationException if cancelled
     */
    public static List<ReplayResult> all(List<MaskTrace> sequences, List<MemorySettings> points, DoubleConsumer progress, BooleanSupplier cancelled) {
        return new Replay(sequences, points, progress, cancelled).run();
    }

    private List<ReplayResult> run() {
        ModelBytes bytes = sequences.getFirst().bytes();
        Footprint footprint = sequences.getFirst().footprint();
        if (sequences.stream().anyMatch(sequence -> !sequence.bytes().equals(bytes) || !sequence.footprint().equals(footprint))) {
            throw new IllegalArgumentException("the sequences are not of one model and method; replay them one at a time.");
        }
        List<List<ReplayResult>> bySequence = new ArrayList<>();
        for (int number = 0; number < sequences.size(); number++) {
            bySequence.add(sequence(sequences.get(number), number));
        }
        return IntStream.range(0, points.size()).mapToObj(point -> ReplayResult.mean(bySequence.stream().map(results -> results.get(point)).toList())).toList();
    }

    private List<ReplayResult> sequence(MaskTrace trace, int number) {
        List<SimulatorClock> clocks = points.stream().map(point ->
                SimulatorClock.of(trace.bytes(), trace.footprint(), point.device(), trace.promptLength(), trace.totalLength())).toList();
        ways.clear();
        for (int point = 0; point < points.size(); point++) {
            if (points.get(point).budget() == LayerBudget.EVEN) {
                for (Footprint.Use use : trace.footprint().hooks()) {
                    int capacity = capacity(points.get(point), clocks.get(point), use.hook());
                    ways.computeIfAbsent(Way.of(points.get(point)), _ -> new EnumMap<>(Hook.class)).merge(use.hook(), new int[] {capacity},
                            (some, more) -> IntStream.concat(Arrays.stream(some), Arrays.stream(more)).distinct().toArray());
                }
            }
        }
        int layers = trace.bytes().layers();
        List<Piece> pieces = new ArrayList<>();
        for (Footprint.Use use : trace.footprint().hooks()) {
            for (int layer = 0; layer < layers; layer++) {
                pieces.add(new Piece(use, layer));
            }
        }
        List<Integer> pooled = IntStream.range(0, points.size()).filter(point -> points.get(point).budget() == LayerBudget.GLOBAL).boxed().toList();
        int works = pieces.size() + pooled.size();
        List<Map<Way, HookReplay.Outcome>> outcomes = new ArrayList<>(pieces.stream().map(_ -> Map.<Way, HookReplay.Outcome>of()).toList());
        ReplayResult[] results = new ReplayResult[points.size()];
        AtomicInteger done = new AtomicInteger();
        IntStream.range(0, works).parallel().forEach(work -> {
            if (cancelled.getAsBoolean()) {
                throw new CancellationException("the replay was cancelled");
            }
            if (work < pieces.size()) {
                outcomes.set(work, play(trace, pieces.get(work)));
            } else {
                int point = pooled.get(work - pieces.size());
                results[point] = global(trace, points.get(point), clocks.get(point));
            }
            progress.accept((number + (double) done.incrementAndGet() / works) / sequences.size());
        });
        for (int point = 0; point < points.size(); point++) {
            if (results[point] == null) {
                results[point] = even(trace, points.get(point), clocks.get(point), pieces, outcomes);
            }
        }
        return List.of(results);
    }

    /** One hook of one layer: the smallest piece of work, since caches do not touch each other. */
    private record Piece(Footprint.Use use, int layer) {
    }

    private static int capacity(MemorySettings settings, SimulatorClock clock, Hook hook) {
        return settings.policy() == CachePolicy.NONE ? 0 : clock.allocation().capacityColumns().get(hook);
    }

    private Map<Way, HookReplay.Outcome> play(MaskTrace trace, Piece piece) {
        Hook hook = piece.use().hook();
        List<Mask> masks = trace.masks(hook, piece.layer());
        HookReplay replay = new HookReplay(masks, hook.index(piece.layer()));
        Map<Way, HookReplay.Outcome> outcomes = new LinkedHashMap<>();
        ways.forEach((way, capacities) -> {
            PolicyStart start = ColumnCaches.start(way.settings(points.getFirst()), hook, piece.layer(), trace.bytes().columns(hook), masks);
            outcomes.put(way, replay.play(way.policy().start(start), capacities.get(hook), way.seed()));
        });
        return outcomes;
    }

    private ReplayResult even(MaskTrace trace, MemorySettings settings, SimulatorClock clock, List<Piece> pieces, List<Map<Way, HookReplay.Outcome>> outcomes) {
        TokenTally tally = new TokenTally(clock);
        CacheStatistics statistics = new CacheStatistics(0, 0, 0, 0);
        for (int i = 0; i < pieces.size(); i++) {
            Footprint.Use use = pieces.get(i).use();
            HookReplay.Outcome outcome = outcomes.get(i).get(Way.of(settings));
            int column = place(ways.get(Way.of(settings)).get(use.hook()), capacity(settings, clock, use.hook()));
            statistics = statistics.plus(outcome.statistics()[column]);
            int[] hits = outcome.hits()[column];
            for (int token = 0; token < trace.tokens(); token++) {
                tally.add(token, use, hits[token], outcome.wanted()[token]);
            }
        }
        return ReplayResult.of(settings, clock, tally, trace.tokens(), statistics);
    }

    private static int place(int[] capacities, int capacity) {
        return IntStream.range(0, capacities.length).filter(i -> capacities[i] == capacity).findFirst().orElseThrow();
    }

    private static ReplayResult global(MaskTrace trace, MemorySettings settings, SimulatorClock clock) {
        Footprint footprint = trace.footprint();
        ColumnCaches caches = ColumnCaches.ofReplay(trace.bytes(), footprint, clock.allocation(), settings,
                index -> trace.masks(footprint.hooks().stream().map(Footprint.Use::hook).filter(hook -> hook.index(index >> 1) == index).findFirst().orElseThrow(), index >> 1));
        TokenTally tally = new TokenTally(clock);
        Map<Hook, Selection> selections = new EnumMap<>(Hook.class);
        footprint.hooks().forEach(use -> selections.put(use.hook(), new Selection(trace.bytes().columns(use.hook()))));
        for (int token = 0; token < trace.tokens(); token++) {
            for (Footprint.Use use : footprint.hooks()) {
                Selection selection = selections.get(use.hook());
                for (int layer = 0; layer < trace.bytes().layers(); layer++) {
                    int index = use.hook().index(layer);
                    selection.set(trace.masks(use.hook(), layer).get(token));
                    caches.use(index, selection);
                    tally.add(token, use, caches.hits(index), caches.wanted(index));
                }
            }
            if (!footprint.hooks().isEmpty()) {
                caches.nextToken();
            }
        }
        return ReplayResult.of(settings, clock, tally, trace.tokens(), caches.statistics());
    }
}
