package org.dipscope.ui;

import org.dipscope.mask.Mask;
import org.dipscope.session.HookFrame;

import java.util.Arrays;

/**
 * A cache of one layer's columns that lets those go which were used longest ago, of equals the lower index first. It goes over the
 * columns a fixed number of times a token, since every test of the window draws hundreds of them.
 */
final class ColumnAges {
    private static final int ABSENT = -1;

    /** Tokens since a column was used last. */
    private final int[] ages;
    private Mask resident;

    /** A cold cache. */
    ColumnAges(int columns) {
        ages = new int[columns];
        Arrays.fill(ages, ABSENT);
        resident = Mask.none(columns);
    }

    /** Serves a token from a cache of that many columns. */
    HookFrame use(Mask selected, int capacity) {
        Mask before = resident;
        int[] ofAge = new int[2 + Arrays.stream(ages).max().orElse(ABSENT)];
        int held = 0;
        for (int column = 0; column < ages.length; column++) {
            ages[column] = selected.contains(column) ? 0 : ages[column] == ABSENT ? ABSENT : ages[column] + 1;
            if (ages[column] != ABSENT) {
                ofAge[ages[column]]++;
                held++;
            }
        }
        evict(ofAge, held - capacity);
        resident = held();
        return new HookFrame(selected, before, resident);
    }

    private void evict(int[] ofAge, int tooMany) {
        int left = tooMany;
        int youngest = ofAge.length;
        while (left > 0 && left >= ofAge[youngest - 1]) {
            left -= ofAge[--youngest];
        }
        for (int column = 0; column < ages.length; column++) {
            if (ages[column] >= youngest) {
                ages[column] = ABSENT;
            } else if (left > 0 && ages[column] == youngest - 1) {
                ages[column] = ABSENT;
                left--;
            }
        }
    }

    private Mask held() {
        long[] words = new long[Mask.wordCount(ages.length)];
        for (int column = 0; column < ages.length; column++) {
            words[column >> 6] |= ages[column] == ABSENT ? 0 : 1L << column;
        }
        return Mask.copyOf(ages.length, words);
    }
}
