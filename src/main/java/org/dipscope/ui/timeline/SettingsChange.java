package org.dipscope.ui.timeline;

import org.dipscope.memory.DeviceProfile;
import org.dipscope.session.Settings;
import org.dipscope.sparsity.Masking;
import org.dipscope.sparsity.Split;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A moment from which on a run went on with other settings.
 *
 * @param token the first token that was made with them
 * @param words what changed, such as "density 0.60 → 0.40"
 */
public record SettingsChange(int token, String words) {

    /** The change between two tokens' settings; empty where nothing changed that a token depends on. */
    static Optional<SettingsChange> between(int token, Settings before, Settings after) {
        if (before == after || before.equals(after)) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>();
        Masking was = before.masking();
        Masking is = after.masking();
        note(words, "", was.method().label(), is.method().label());
        note(words, "density ", figure(was.density()), figure(is.density()));
        note(words, "γ ", figure(was.gamma()), figure(is.gamma()));
        note(words, "always keep ", was.fixedTopN(), is.fixedTopN());
        note(words, "warm-up ", onOff(was.warmUp()), onOff(is.warmUp()));
        note(words, "split ", split(was.split()), split(is.split()));
        DeviceProfile device = before.memory().device();
        DeviceProfile other = after.memory().device();
        note(words, "", before.memory().policy().label(), after.memory().policy().label());
        note(words, "DRAM ", megabytes(device.dramBytes()), megabytes(other.dramBytes()));
        note(words, "DRAM bandwidth ", bandwidth(device.dramBandwidth()), bandwidth(other.dramBandwidth()));
        note(words, "Flash bandwidth ", bandwidth(device.flashBandwidth()), bandwidth(other.flashBandwidth()));
        note(words, "concurrent I/O ", onOff(device.concurrentIo()), onOff(other.concurrentIo()));
        note(words, "temperature ", before.sampling().temperature(), after.sampling().temperature());
        if (words.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new SettingsChange(token, String.join(", ", words)));
    }

    private static void note(List<String> words, String name, Object before, Object after) {
        if (!Objects.equals(before, after)) {
            words.add(name + before + " → " + after);
        }
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String onOff(boolean value) {
        return value ? "on" : "off";
    }

    private static String split(Optional<Split> split) {
        return split.map(shares -> figure(shares.input()) + "/" + figure(shares.down())).orElse("fitted");
    }

    private static String megabytes(double bytes) {
        return "%.0f MB".formatted(bytes / 1e6);
    }

    private static String bandwidth(double bytes) {
        return String.format(Locale.ROOT, "%.3g GB/s", bytes / 1e9);
    }
}
