package org.dipscope.ui.timeline;

import org.dipscope.memory.DeviceProfile;
import org.dipscope.session.Settings;
import org.dipscope.sparsity.Masking;
import org.dipscope.sparsity.Split;
import org.dipscope.ui.text.Words;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A moment from which on a run went on with other settings.
 *
 * @param token  the first token that was made with them
 * @param before the settings until then
 * @param after  the settings from then on
 */
public record SettingsChange(int token, Settings before, Settings after) {

    /** The change between two tokens' settings; empty where nothing changed that a token depends on. */
    static Optional<SettingsChange> between(int token, Settings before, Settings after) {
        SettingsChange change = new SettingsChange(token, before, after);
        return before == after || before.equals(after) || change.parts(Words.english()).isEmpty() ? Optional.empty() : Optional.of(change);
    }

    /** What changed, such as "density 0.60 → 0.40". */
    public String words(Words words) {
        return String.join(", ", parts(words));
    }

    private List<String> parts(Words words) {
        List<String> parts = new ArrayList<>();
        Masking was = before.masking();
        Masking is = after.masking();
        parts.add(note(words, "plain", was.method().label(), is.method().label()));
        parts.add(note(words, "density", figure(words, was.density()), figure(words, is.density())));
        parts.add(note(words, "gamma", figure(words, was.gamma()), figure(words, is.gamma())));
        parts.add(note(words, "top", was.fixedTopN(), is.fixedTopN()));
        parts.add(note(words, "warm-up", onOff(words, was.warmUp()), onOff(words, is.warmUp())));
        parts.add(note(words, "split", split(words, was.split()), split(words, is.split())));
        DeviceProfile device = before.memory().device();
        DeviceProfile other = after.memory().device();
        parts.add(note(words, "plain", before.memory().policy().label(), after.memory().policy().label()));
        parts.add(note(words, "dram", megabytes(words, device.dramBytes()), megabytes(words, other.dramBytes())));
        parts.add(note(words, "dram-bandwidth", bandwidth(words, device.dramBandwidth()), bandwidth(words, other.dramBandwidth())));
        parts.add(note(words, "flash-bandwidth", bandwidth(words, device.flashBandwidth()), bandwidth(words, other.flashBandwidth())));
        parts.add(note(words, "io", onOff(words, device.concurrentIo()), onOff(words, other.concurrentIo())));
        parts.add(note(words, "temperature", words.numerals().brief(before.sampling().temperature(), 2), words.numerals().brief(after.sampling().temperature(), 2)));
        parts.removeIf(String::isEmpty);
        return parts;
    }

    /** Empty where nothing changed. */
    private static String note(Words words, String what, Object before, Object after) {
        return Objects.equals(before, after) ? "" : words.text("timeline.change-" + what, before, after);
    }

    private static String figure(Words words, double value) {
        return words.numerals().fixed(value, 2);
    }

    private static String onOff(Words words, boolean value) {
        return words.text(value ? "timeline.on" : "timeline.off");
    }

    private static String split(Words words, Optional<Split> split) {
        return split.map(shares -> figure(words, shares.input()) + "/" + figure(words, shares.down())).orElseGet(() -> words.text("timeline.fitted"));
    }

    private static String megabytes(Words words, double bytes) {
        return words.numerals().fixed(bytes / 1e6, 0) + " MB";
    }

    private static String bandwidth(Words words, double bytes) {
        return words.numerals().local(String.format(Locale.ROOT, "%.3g GB/s", bytes / 1e9));
    }
}
