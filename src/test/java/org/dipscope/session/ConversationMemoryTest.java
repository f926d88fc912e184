package org.dipscope.session;

import org.dipscope.SharedModel;
import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Mask;
import org.dipscope.mask.Selection;
import org.dipscope.memory.CachePolicy;
import org.dipscope.memory.MaskSink;
import org.dipscope.memory.ModelBytes;
import org.dipscope.memory.TokenIo;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What a conversation's settings and masks make of the caches, on the sample model's sizes and seeded masks. */
class ConversationMemoryTest {
    private static final ModelSummary MODEL = SharedModel.get().summary();
    private static final ModelBytes BYTES = MODEL.bytes();
    private static final Settings START = DefaultSettings.of(MODEL);
    private static final Settings RECENT = START.with(START.memory().with(CachePolicy.LRU));

    @Test
    void aTokensFramesBeginWhereTheLastOnesEnded() {
        ConversationMemory memory = new ConversationMemory(BYTES, Optional.empty());
        assertThat(memory.settings()).isNull();
        memory.beginTurn(10, 40, START);
        List<Pass> passes = tokens(memory, 4, new SplittableRandom(1));

        for (Hook hook : passes.getFirst().hooks().keySet()) {
            for (int layer = 0; layer < BYTES.layers(); layer++) {
                assertThat(passes.getFirst().hooks().get(hook).get(layer).before().count()).as("cold").isZero();
                for (int i = 1; i < passes.size(); i++) {
                    assertThat(passes.get(i).hooks().get(hook).get(layer).before()).isEqualTo(passes.get(i - 1).hooks().get(hook).get(layer).after());
                }
            }
        }
        assertThat(memory.masked()).isEqualTo(4);
        assertThat(memory.figures().tokens()).isEqualTo(4);
    }

    @Test
    void aSmallerBudgetIsSeenByTheNextTokensFramesAsWhatWasThereBefore() {
        ConversationMemory memory = new ConversationMemory(BYTES, Optional.empty());
        memory.beginTurn(10, 40, START);
        Pass last = tokens(memory, 3, new SplittableRandom(2)).getLast();
        Settings smaller = START.with(START.memory().with(START.memory().device().withDram(0.7 * START.memory().device().dramBytes())));
        memory.change(smaller);
        Pass next = tokens(memory, 1, new SplittableRandom(3)).getFirst();

        assertThat(memory.settings()).isEqualTo(smaller);
        Mask before = next.hooks().get(Hook.DOWN).getFirst().before();
        Mask kept = last.hooks().get(Hook.DOWN).getFirst().after();
        assertThat(before.count()).isLessThan(kept.count()).isEqualTo(memory.allocation().capacityColumns().get(Hook.DOWN));
        assertThat(before.andNot(kept).count()).as("nothing comes in by a change").isZero();
    }

    @Test
    void aPolicyThatKnowsTheFutureIsRefusedAndTheSettingsStay() {
        ConversationMemory memory = new ConversationMemory(BYTES, Optional.empty());
        memory.beginTurn(10, 40, START);
        assertThatIllegalArgumentException().isThrownBy(() -> memory.change(START.with(START.memory().with(CachePolicy.BELADY))));
        assertThat(memory.settings()).isEqualTo(START);
    }

    @Test
    void repeatedMasksLeaveWhatTheyLeftTheFirstTimeOverTurnsAndChanges() {
        ConversationMemory memory = new ConversationMemory(BYTES, Optional.empty());
        MaskHistory history = new MaskHistory();
        SplittableRandom random = new SplittableRandom(4);
        for (int turn = 0; turn < 2; turn++) {
            memory.beginTurn(10 + turn, 40, START);
            history.begin(10 + turn, 40, START);
            tokens(memory, 3, random).forEach(pass -> history.add(START, Optional.of(pass)));
            memory.change(RECENT);
            tokens(memory, 3, random).forEach(pass -> history.add(RECENT, Optional.of(pass)));
        }
        ConversationMemory again = history.replay(BYTES);

        assertThat(again.settings()).isEqualTo(RECENT);
        assertThat(again.masked()).isEqualTo(memory.masked()).isEqualTo(12);
        assertThat(again.figures()).isEqualTo(memory.figures());
        assertThat(again.allocation()).isEqualTo(memory.allocation());
        assertThat(tokens(again, 2, new SplittableRandom(5))).isEqualTo(tokens(memory, 2, new SplittableRandom(5)));
    }

    @Test
    void everyMaskOfATurnGoesToTheSink() {
        List<String> told = new ArrayList<>();
        ConversationMemory memory = new ConversationMemory(BYTES, Optional.of(new MaskSink() {
            @Override
            public void sequence(int promptLength, int totalLength) {
                told.add("sequence " + promptLength + " " + totalLength);
            }

            @Override
            public void mask(int token, int hook, Selection selected) {
                told.add("mask " + hook);
            }

            @Override
            public void ended(int tokens) {
                told.add("ended " + tokens);
            }
        }));
        memory.beginTurn(10, 40, START);
        tokens(memory, 2, new SplittableRandom(6));

        assertThat(told).hasSize(1 + 2 * (2 * BYTES.layers() + 1)).startsWith("sequence 10 40", "mask 0", "mask 1").endsWith("ended 1");
    }

    /** Masks with a hot half, so that policies differ. */
    private static List<Pass> tokens(ConversationMemory memory, int count, SplittableRandom random) {
        List<Pass> passes = new ArrayList<>();
        Footprint footprint = memory.settings().masking().footprint();
        for (int i = 0; i < count; i++) {
            int masked = memory.masked();
            Map<Hook, List<Mask>> masks = new EnumMap<>(Hook.class);
            for (int layer = 0; layer < BYTES.layers(); layer++) {
                for (Footprint.Use use : footprint.hooks()) {
                    int columns = use.hook().columns(MODEL.hidden(), MODEL.intermediate());
                    Selection selected = new Selection(columns);
                    for (int column = 0; column < columns; column++) {
                        if (random.nextDouble() < (column % 2 == 0 ? 0.7 : 0.2)) {
                            selected.append(column);
                        }
                    }
                    memory.residency().use(use.hook().index(layer), selected);
                    masks.computeIfAbsent(use.hook(), _ -> new ArrayList<>()).add(selected.freeze());
                }
            }
            TokenIo io = memory.endToken();
            Map<Hook, List<HookFrame>> hooks = new EnumMap<>(Hook.class);
            masks.forEach((hook, layers) -> {
                List<HookFrame> frames = new ArrayList<>();
                for (int layer = 0; layer < layers.size(); layer++) {
                    frames.add(memory.frame(hook, layer, layers.get(layer)));
                }
                hooks.put(hook, frames);
            });
            passes.add(new Pass(masked, footprint, hooks, Map.of(), 0.5, io.hitRate(), io.flashBytes(), io.dramBytes(), io.seconds(), 0));
        }
        return passes;
    }
}
