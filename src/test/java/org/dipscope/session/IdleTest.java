package org.dipscope.session;

import org.dipscope.memory.CachePolicy;
import org.dipscope.memory.DeviceProfile;
import org.dipscope.memory.LayerBudget;
import org.dipscope.memory.MemorySettings;
import org.dipscope.memory.Pinning;
import org.dipscope.sparsity.Masking;
import org.dipscope.sparsity.MaskingMethod;
import org.dipscope.sparsity.MaskingMethods;
import org.dipscope.sparsity.Scoring;
import org.dipscope.sparsity.Split;
import org.dipscope.sparsity.Weighting;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** What is called of no effect is held against runs of a model: another value changes no token, mask, byte or simulated time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdleTest {
    private static final int SETTINGS = 300;
    /** One pool of DRAM is shared out anew every 16 masked tokens. */
    private static final int TOKENS = 20;
    private static final int[] PROMPT = {11, 12, 13};
    /** Another value for each setting, whatever it has. */
    private static final Map<Setting<?>, List<String>> VALUES = Map.ofEntries(Map.entry(Setting.DENSITY, List.of("0.75", "0.9")), Map.entry(Setting.GAMMA, List.of("0.1", "0.6")),
            Map.entry(Setting.FIXED_TOP_N, List.of("0", "40")), Map.entry(Setting.WARM_UP, List.of("true", "false")), Map.entry(Setting.SPLIT, List.of("auto", "0.8,0.5")),
            Map.entry(Setting.SCORING, List.of("magnitude", "weight-aware")), Map.entry(Setting.WEIGHTING, List.of("gamma", "approximate")), Map.entry(Setting.TOP_M, List.of("1.25", "3")),
            Map.entry(Setting.POLICY, List.of("lru", "tinylfu")), Map.entry(Setting.BUDGET, List.of("even", "global")), Map.entry(Setting.PINNED_TOKENS, List.of("0", "2")),
            Map.entry(Setting.CACHE_SEED, List.of("1", "2")), Map.entry(Setting.TOP_K, List.of("1", "2")), Map.entry(Setting.TOP_P, List.of("0.01", "1")),
            Map.entry(Setting.MIN_P, List.of("0", "1")), Map.entry(Setting.SEED, List.of("3", "4")));

    private LoadedModel model;

    @BeforeAll
    void openTheModel() throws IOException {
        model = LoadedModel.open(Path.of("src/test/resources/org/dipscope/model/llama3.gguf"), 2, Progress.SILENT);
    }

    @AfterAll
    void closeIt() {
        model.close();
    }

    @Test
    void aSettingThatHasNoSayChangesNothingAndEachOtherOneSometimesDoes() {
        Random random = new Random(6);
        Set<Setting<?>> idleOnce = new HashSet<>();
        Set<Setting<?>> moving = new HashSet<>();
        for (int i = 0; i < SETTINGS; i++) {
            Settings settings = next(random);
            List<Object> made = made(settings);
            for (Setting<?> setting : VALUES.keySet()) {
                boolean idle = setting.idle(settings).isPresent();
                for (String value : VALUES.get(setting)) {
                    Settings other = put(setting, settings, value);
                    // Where another value would give it a say, it is another setting that had none.
                    if (idle && setting.idle(other).isPresent()) {
                        assertThat(made(other)).as("%s %s under %s", setting, value, SettingsText.write(settings)).isEqualTo(made);
                        idleOnce.add(setting);
                    } else if (!idle && !moving.contains(setting) && !made(other).equals(made)) {
                        moving.add(setting);
                    }
                }
            }
        }
        assertThat(idleOnce).containsAll(VALUES.keySet());
        assertThat(moving).containsAll(VALUES.keySet());
    }

    @Test
    void everyReasonIsSomeSettingsReason() {
        Random random = new Random(7);
        Set<Idle> met = EnumSet.noneOf(Idle.class);
        for (int i = 0; i < 400; i++) {
            Settings settings = next(random);
            Setting.ALL.forEach(setting -> setting.idle(settings).ifPresent(met::add));
        }
        // Those two hang on a calibration's parts.
        assertThat(EnumSet.complementOf(EnumSet.copyOf(met))).isSubsetOf(Idle.NOT_NEEDED, Idle.COUNTED_BEFORE);
    }

    private Settings put(Setting<?> setting, Settings settings, String value) {
        double least = settings.masking().method().leastDensity();
        return setting.put(settings, setting == Setting.DENSITY && Double.parseDouble(value) < least ? String.valueOf(least) : value);
    }

    private Settings next(Random random) {
        List<MaskingMethod> free = MaskingMethods.ALL.stream().filter(method -> method.needs().isEmpty()).toList();
        // The one that most settings are for.
        MaskingMethod method = random.nextBoolean() ? MaskingMethods.of("dip-ca") : free.get(random.nextInt(free.size()));
        List<CachePolicy> live = CachePolicy.live();
        double dram = model.summary().bytes().weights() - model.summary().bytes().mlp() * (0.3 + 0.5 * random.nextDouble());
        return new Settings(
                new Masking(method, Math.max(method.leastDensity(), 0.3 + 0.4 * random.nextDouble()), 0.3 + 0.4 * random.nextDouble(), random.nextInt(6), random.nextBoolean(),
                        random.nextInt(3) > 0 ? Optional.empty() : Optional.of(new Split(0.6, 0.4)), Weighting.values()[random.nextInt(3)], 1.5 + random.nextDouble(),
                        Scoring.values()[random.nextInt(2)], Optional.empty()),
                new MemorySettings(DeviceProfile.phone(dram), live.get(random.nextInt(live.size())), random.nextInt(),
                        LayerBudget.values()[random.nextInt(2)], new Pinning(1 + random.nextInt(3), Optional.empty())),
                new Sampling(random.nextInt(2), random.nextInt(30), 0.9, 0.02, 1.1, random.nextInt(), TOKENS));
    }

    /** What a run makes, but for what is measured. */
    private List<Object> made(Settings settings) {
        Conversation conversation = new Conversation(model, false);
        conversation.begin(PROMPT, settings, () -> false);
        List<Object> made = new ArrayList<>();
        while (!conversation.ended()) {
            TokenFrame token = conversation.next(settings);
            made.add(token.id());
            token.pass().ifPresent(pass -> made.add(List.of(pass.hooks(), pass.hitRate(), pass.flashBytes(), pass.dramBytes(), pass.simulatedSeconds())));
        }
        return made;
    }
}
