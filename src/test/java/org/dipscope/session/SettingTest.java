package org.dipscope.session;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.dipscope.memory.DeviceProfile;
import org.dipscope.memory.ModelBytes;
import org.dipscope.sparsity.Glu;
import org.dipscope.sparsity.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SettingTest {
    private static final Settings START = DefaultSettings.embedded();

    @Test
    void names_areTheOptionsOfTheCommandLine() {
        assertThat(Setting.ALL).extracting(Setting::name).containsExactly("method", "density", "gamma", "fixed-top-n", "warm-up", "split",
                "scoring", "weighting", "top-m", "calibration",
                "dram", "dram-bandwidth", "flash-bandwidth", "concurrent-io", "policy", "budget", "pinned-tokens", "cache-seed",
                "temperature", "top-k", "top-p", "min-p", "repeat-penalty", "seed", "max-tokens");
        assertThat(Setting.of(Setting.Group.MASKING, Setting.Group.MEMORY, Setting.Group.SAMPLING)).isEqualTo(Setting.ALL);
        assertThat(Setting.ALL).allSatisfy(setting -> {
            assertThat(setting.explanation()).isNotBlank();
            assertThat(setting.label()).isNotBlank();
            assertThat(setting.range()).isNotBlank();
        });
    }

    @Test
    void theEmbeddedModel_startsWithTheDocumentedDefaults() {
        assertThat(SettingsText.write(START)).containsEntry("method", "dip-ca").containsEntry("density", 0.6).containsEntry("gamma", 0.5)
                .containsEntry("fixed-top-n", 0).containsEntry("warm-up", false).containsEntry("split", "auto")
                .containsEntry("dram", "80MB").containsEntry("dram-bandwidth", "60GB/s").containsEntry("flash-bandwidth", "1GB/s")
                .containsEntry("concurrent-io", false).containsEntry("policy", "lfu").containsEntry("budget", "even").containsEntry("pinned-tokens", 128).containsEntry("cache-seed", 0L)
                .containsEntry("temperature", 0.0).hasSize(25);
        assertThat(Setting.DRAM.defaultText()).isEqualTo("80MB");
    }

    @Test
    void anotherModel_startsWithFourFifthsOfItsBytes() {
        ModelBytes other = new ModelBytes(1, 1, 1, 1, 1, 1, 1, 1, 1);
        assertThat(DefaultSettings.of(other, 1001).memory().device()).isEqualTo(DeviceProfile.phone(800));
        assertThat(DefaultSettings.of(new ModelBytes(16_588_800, 30_081_024, 23_040, 16_588_800, 16_588_800, 16_588_800, 30, 576, 1536), 1))
                .isEqualTo(START);
    }

    @Test
    void anySettings_comeBackFromTheirTexts() {
        Random random = new Random(21);
        for (int round = 0; round < 3000; round++) {
            Settings settings = RandomSettings.next(random);
            List<Setting<?>> order = new ArrayList<>(Setting.ALL);
            Collections.shuffle(order, random);
            Map<String, String> texts = new LinkedHashMap<>();
            order.forEach(setting -> texts.put(setting.name(), setting.text(settings)));
            assertThat(SettingsText.read(texts, START)).as("round %d: %s", round, texts).isEqualTo(settings);
        }
    }

    @Test
    void anySettings_comeBackFromJson() throws Exception {
        Random random = new Random(22);
        JsonMapper json = new JsonMapper();
        for (int round = 0; round < 1000; round++) {
            Settings settings = RandomSettings.next(random);
            String text = json.writeValueAsString(SettingsText.write(settings));
            Map<String, Object> entries = json.readValue(text, new TypeReference<>() { });
            assertThat(SettingsText.read(entries, START)).as(text).isEqualTo(settings);
        }
    }

    @Test
    void oneSetting_changesNothingElse() {
        Random random = new Random(23);
        for (int round = 0; round < 300; round++) {
            Settings settings = RandomSettings.next(random);
            for (Setting<?> setting : Setting.ALL) {
                assertThat(setting.put(settings, setting.text(settings))).isEqualTo(settings);
            }
            Settings other = Setting.TOP_K.with(settings, 777);
            assertThat(SettingsText.differences(settings, other).keySet()).isSubsetOf("top-k");
            assertThat(Setting.TOP_K.value(other)).isEqualTo(777);
        }
    }

    @Test
    void differences_nameWhatDiffers() {
        Settings other = Setting.GAMMA.put(Setting.DRAM.put(START, "64MiB"), "0.2");
        assertThat(SettingsText.differences(START, other)).isEqualTo(Map.of(
                "gamma", new SettingsText.Difference("0.5", "0.2"), "dram", new SettingsText.Difference("80MB", "64MiB")));
    }

    @Test
    void aDeviceThatReadsOtherwise_isNoPhoneAnyMore() {
        assertThat(Setting.DRAM.put(START, "1GB").memory().device().name()).isEqualTo("Phone");
        Settings custom = Setting.FLASH_BANDWIDTH.put(START, "2GB/s");
        assertThat(custom.memory().device().name()).isEqualTo("Custom device");
        assertThat(Setting.FLASH_BANDWIDTH.put(custom, "1GB/s")).isEqualTo(START);
    }

    @Test
    void aMethodAndItsDensity_areJudgedTogether() {
        assertThat(SettingsText.read(Map.of("method", "glu", "density", "0.8"), START).masking().method()).isEqualTo(new Glu());
        assertThatThrownBy(() -> SettingsText.read(Map.of("method", "glu"), START))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("GLU cannot reach a density of 0.6; the least is 0.6667.");
    }

    @Test
    void aSplit_isTwoSharesOrAutomatic() {
        assertThat(Setting.SPLIT.put(START, "0.57,0.35").masking().split()).contains(new Split(0.57, 0.35));
        assertThat(Setting.SPLIT.put(Setting.SPLIT.put(START, "1,1"), "auto").masking().split()).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "density | NaN", "density | Infinity", "density | -Infinity", "density | 1e400", "density | -0.5", "density | 0", "density | 1.01",
            "density | 0,6", "density | ''", "density | 0x1p-1", "density | 0.5d", "density | half", "density | 0.5 0.6", "density | ٠.٥",
            "gamma | -0.1", "gamma | 1.5", "gamma | NaN", "fixed-top-n | -1", "fixed-top-n | 1.5", "fixed-top-n | 99999999999",
            "fixed-top-n | 99999999999999999999999", "fixed-top-n | 1e3", "warm-up | yes", "warm-up | ''", "split | 0.5", "split | 0.5,0.5,0.5",
            "split | 0.5;0.5", "split | 1.5,0", "split | NaN,0", "split | ,", "method | DIP", "method | magic",
            "dram | -1GB", "dram | 80 80", "dram | MB", "dram | 80XB", "dram | NaN", "dram | 1e9MB", "dram | 1,5GB", "dram | 80MB/s", "dram | ''",
            "dram-bandwidth | 0GB/s", "dram-bandwidth | fast", "dram-bandwidth | 0", "dram-bandwidth | -1GB/s", "flash-bandwidth | 0B",
            "policy | fifo", "cache-seed | 9223372036854775808", "cache-seed | 1.0", "concurrent-io | maybe",
            "temperature | -1", "temperature | 101", "top-k | -3", "top-p | 0", "top-p | 1.1", "min-p | -0.1", "min-p | 2",
            "repeat-penalty | 0.9", "repeat-penalty | Infinity", "seed | x", "max-tokens | 0", "max-tokens | 2147483648"})
    void whatDoesNotWork_isRefusedWithOneSentence(String name, String text) {
        Setting<?> setting = Setting.named(name).orElseThrow();
        assertThatThrownBy(() -> setting.put(START, text)).isInstanceOf(IllegalArgumentException.class)
                .satisfies(e -> assertThat(e.getMessage()).endsWith(".").matches("[^\\n]{20,200}"));
    }

    @Test
    void aValueOfAnyLength_isRefusedInAShortSentence() {
        String endless = "9".repeat(100_000);
        for (Setting<?> setting : Setting.ALL) {
            assertThatThrownBy(() -> SettingsText.read(Map.of(setting.name(), endless + "x"), DefaultSettings.embedded())).as(setting.name())
                    .isInstanceOf(IllegalArgumentException.class).message().startsWith(setting.name()).hasSizeLessThan(500).contains("…");
        }
        assertThatThrownBy(() -> SettingsText.read(Map.of(endless, "1"), DefaultSettings.embedded())).message().hasSizeLessThan(200);
    }

    @Test
    void unknownNamesAndShapes_areRefused() {
        assertThatThrownBy(() -> SettingsText.read(Map.of("colour", "red"), START)).hasMessageContaining("'colour' is no setting");
        assertThatThrownBy(() -> SettingsText.read(Map.of("density", List.of(1)), START)).hasMessageContaining("density");
        Map<String, Object> nothing = new HashMap<>();
        nothing.put("density", null);
        assertThatThrownBy(() -> SettingsText.read(nothing, START)).isInstanceOf(IllegalArgumentException.class);
    }
}
