package org.dipscope.ui.timeline;

import org.dipscope.session.Settings;
import org.dipscope.session.TokenFrame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A run's figures as running sums, so that the mean over any stretch of tokens costs two look-ups: a chart of 700 pixels costs the same
 * over 64 tokens and over 10,000.
 */
public final class RunSeries {
    private final Map<Measure, double[]> sums = new EnumMap<>(Measure.class);
    private final Map<Measure, int[]> counts = new EnumMap<>(Measure.class);
    private final List<SettingsChange> changes = new ArrayList<>();
    private Settings last;
    private int size;

    /** An empty run. */
    public RunSeries() {
        for (Measure measure : Measure.values()) {
            sums.put(measure, new double[64]);
            counts.put(measure, new int[64]);
        }
    }

    /** Takes the tokens that came since the last call. */
    public void follow(List<TokenFrame> tokens) {
        while (size < tokens.size()) {
            add(tokens.get(size));
        }
    }

    /** How many tokens there are. */
    public int size() {
        return size;
    }

    /**
     * The mean over the tokens from {@code from} to before {@code to} that have the figure; {@link Double#NaN} where none has.
     * A speed's mean is tokens over their time.
     */
    public double mean(Measure measure, int from, int to) {
        double[] sum = sums.get(measure);
        int[] count = counts.get(measure);
        return measure.mean(sum[to] - sum[from], count[to] - count[from]);
    }

    /** Whether any token has the figure. */
    public boolean knows(Measure measure) {
        return counts.get(measure)[size] > 0;
    }

    /** The tokens from which on other settings held, ascending. */
    public List<SettingsChange> changes() {
        return Collections.unmodifiableList(changes);
    }

    private void add(TokenFrame token) {
        for (Measure measure : Measure.values()) {
            double[] sum = grown(sums.get(measure));
            int[] count = counts.get(measure);
            count = count.length < sum.length ? Arrays.copyOf(count, sum.length) : count;
            double amount = measure.amount(token);
            boolean known = !Double.isNaN(amount);
            sum[size + 1] = sum[size] + (known ? amount : 0);
            count[size + 1] = count[size] + (known ? 1 : 0);
            sums.put(measure, sum);
            counts.put(measure, count);
        }
        if (last != null) {
            SettingsChange.between(size, last, token.settings()).ifPresent(changes::add);
        }
        last = token.settings();
        size++;
    }

    private double[] grown(double[] sum) {
        return size + 1 < sum.length ? sum : Arrays.copyOf(sum, 2 * sum.length);
    }
}
