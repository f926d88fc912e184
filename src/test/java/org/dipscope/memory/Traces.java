package org.dipscope.memory;

import org.dipscope.mask.Mask;
import org.dipscope.mask.Selection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Made-up masks for tests, some with a hot set as real ones have. */
final class Traces {

    private Traces() {
    }

    static List<Set<Integer>> random(Random random, int columns, int tokens) {
        List<Set<Integer>> masks = new ArrayList<>();
        boolean steady = random.nextBoolean();
        int wanted = random.nextInt(columns + 1);
        for (int token = 0; token < tokens; token++) {
            if (!steady) {
                wanted = random.nextInt(columns + 1);
            }
            Set<Integer> mask = new TreeSet<>();
            while (mask.size() < wanted) {
                // The square root of the density: half of the draws fall on the first quarter of the columns.
                double place = random.nextDouble();
                mask.add((int) (place * place * columns));
            }
            masks.add(mask);
        }
        return masks;
    }

    /** What a policy is given that knows these masks to come. */
    static PolicyStart start(int columns, List<Set<Integer>> trace) {
        return new PolicyStart(columns, Pinning.DEFAULT_TOKENS, Optional.empty(), trace.stream().map(mask -> mask(columns, mask)).toList());
    }

    static Mask mask(int columns, Set<Integer> chosen) {
        return Mask.of(columns, chosen.stream().mapToInt(Integer::intValue).toArray());
    }

    static Selection selection(int columns, Set<Integer> chosen) {
        Selection selection = new Selection(columns);
        selection.set(mask(columns, chosen));
        return selection;
    }
}
