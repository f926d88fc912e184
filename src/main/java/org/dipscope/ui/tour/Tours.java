package org.dipscope.ui.tour;

import org.dipscope.mask.Hook;
import org.dipscope.session.Figures;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.text.Numerals;
import org.dipscope.ui.text.Words;

import java.util.List;
import java.util.Map;

/** The tours that come with the program. What they say is true of the embedded model, and a test runs each of them to see that it is. */
public final class Tours {
    private static final String SKY = "Why is the sky blue?";
    private static final String FRANCE = "What is the capital of France?";
    private static final String ROMEO = "Who wrote Romeo and Juliet?";
    private static final String LEAVES = "What is photosynthesis?";
    /** All of them, the simplest first. */
    public static final List<Tour> ALL = List.of(
            new Tour("half", List.of(
                    dense(FRANCE, "24"),
                    new Step(FRANCE, Map.of("method", "dip", "density", "0.5", "max-tokens", "24"), Look.BESIDE_FIRST),
                    new Step(FRANCE, Map.of("method", "gate", "density", "0.5", "max-tokens", "24"), Look.BESIDE_FIRST)), Tours::half),
            new Tour("gamma", List.of(
                    new Step(SKY, Map.of("gamma", "1"), Look.LIVE),
                    new Step(SKY, Map.of("gamma", "0.2"), Look.BESIDE_FIRST),
                    new Step(SKY, Map.of("gamma", "0"), Look.BESIDE_FIRST)), Tours::gamma),
            new Tour("small-cache", List.of(
                    cached("65MB", "lru", Look.LIVE), cached("65MB", "lfu", Look.BESIDE_LAST),
                    cached("84MB", "lru", Look.LIVE), cached("84MB", "lfu", Look.BESIDE_LAST)), Tours::smallCache),
            new Tour("warm-up", List.of(
                    new Step(FRANCE, Map.of("method", "dip", "max-tokens", "40"), Look.LIVE),
                    new Step(FRANCE, Map.of("gamma", "0.1", "max-tokens", "40"), Look.BESIDE_FIRST),
                    new Step(FRANCE, Map.of("gamma", "0.1", "warm-up", "true", "max-tokens", "40"), Look.BESIDE_FIRST)), Tours::warmUp),
            new Tour("parting", List.of(
                    dense(ROMEO, "40"),
                    new Step(ROMEO, Map.of("method", "dip", "density", "0.6", "max-tokens", "40"), Look.BESIDE_FIRST)), Tours::parting),
            new Tour("near-tie", List.of(
                    new Step(LEAVES, Map.of("method", "dip", "density", "0.6", "max-tokens", "40"), Look.LIVE),
                    new Step(LEAVES, Map.of("method", "dip", "density", "0.601", "max-tokens", "40"), Look.BESIDE_FIRST)), Tours::nearTie));

    /** A finding has figures with a point, which whoever shows it writes as people read them. */
    private static final Numerals FIGURES = Words.english().numerals();

    private Tours() {
    }

    private static Step dense(String prompt, String tokens) {
        return new Step(prompt, Map.of("method", "dense", "max-tokens", tokens), Look.LIVE);
    }

    private static Step cached(String dram, String policy, Look look) {
        return new Step(SKY, Map.of("method", "dip", "dram", dram, "policy", policy, "max-tokens", "32"), look);
    }

    private static Finding half(List<Snapshot> runs) {
        int dip = Answers.common(runs.get(0), runs.get(1));
        int gate = Answers.common(runs.get(0), runs.get(2));
        return new Finding(Answers.same(runs.get(0), runs.get(1)) && gate <= 3, List.of(String.valueOf(dip), String.valueOf(gate)));
    }

    private static Finding gamma(List<Snapshot> runs) {
        Figures asked = runs.get(0).figures();
        Figures half = runs.get(1).figures();
        Figures frozen = runs.get(2).figures();
        int different = Answers.different(runs.get(2));
        boolean holds = half.hitRate() > asked.hitRate() + 0.1 && frozen.hitRate() > half.hitRate() + 0.05
                && frozen.simulatedDecode() > 2 * asked.simulatedDecode() && 4 * different < runs.get(2).tokens().size();
        return new Finding(holds, List.of(FIGURES.percent(asked.hitRate()), FIGURES.percent(half.hitRate()), FIGURES.percent(frozen.hitRate()),
                FIGURES.rate(asked.simulatedDecode()), FIGURES.rate(frozen.simulatedDecode()), String.valueOf(different),
                String.valueOf(runs.get(2).tokens().size())));
    }

    private static Finding smallCache(List<Snapshot> runs) {
        boolean small = Answers.resident(runs.get(0), Hook.INPUT) < Answers.selected(runs.get(0), Hook.INPUT)
                && Answers.resident(runs.get(0), Hook.DOWN) < Answers.selected(runs.get(0), Hook.DOWN);
        double lru = runs.get(2).figures().hitRate();
        double lfu = runs.get(3).figures().hitRate();
        boolean holds = small && Answers.sameTraffic(runs.get(0), runs.get(1)) && Math.abs(lfu - lru) > 0.003;
        return new Finding(holds, List.of(String.valueOf(Answers.resident(runs.get(0), Hook.INPUT)), String.valueOf(Answers.selected(runs.get(0), Hook.INPUT)),
                share(runs.get(0).figures().hitRate()), share(lru), share(lfu)));
    }

    private static String share(double rate) {
        return FIGURES.fixed(100 * rate, 1) + " %";
    }

    private static Finding warmUp(List<Snapshot> runs) {
        int cold = Answers.common(runs.get(0), runs.get(1));
        int warm = Answers.common(runs.get(0), runs.get(2));
        return new Finding(Answers.same(runs.get(0), runs.get(2)) && cold < warm, List.of(String.valueOf(cold), String.valueOf(warm)));
    }

    private static Finding parting(List<Snapshot> runs) {
        int common = Answers.common(runs.get(0), runs.get(1));
        int shorter = Math.min(runs.get(0).tokens().size(), runs.get(1).tokens().size());
        int agreeing = Answers.agreeing(runs.get(0), runs.get(1)) - common;
        return new Finding(common >= 8 && 4 * agreeing < shorter - common, List.of(String.valueOf(common), word(runs.get(0), common), word(runs.get(1), common),
                String.valueOf(agreeing), String.valueOf(shorter - common)));
    }

    private static String word(Snapshot run, int token) {
        return token < run.tokens().size() ? run.tokens().get(token).text().strip() : "";
    }

    private static Finding nearTie(List<Snapshot> runs) {
        int input = Answers.selected(runs.get(1), Hook.INPUT) - Answers.selected(runs.get(0), Hook.INPUT);
        int down = Answers.selected(runs.get(1), Hook.DOWN) - Answers.selected(runs.get(0), Hook.DOWN);
        int common = Answers.common(runs.get(0), runs.get(1));
        int shorter = Math.min(runs.get(0).tokens().size(), runs.get(1).tokens().size());
        int agreeing = Answers.agreeing(runs.get(0), runs.get(1)) - common;
        return new Finding(input + down >= 1 && input + down <= 3 && common >= 8 && 4 * agreeing < shorter - common, List.of(String.valueOf(input),
                String.valueOf(down), String.valueOf(common), String.valueOf(agreeing), String.valueOf(shorter - common)));
    }
}
