package org.dipscope.eval.sweep;

import org.dipscope.session.Setting;
import org.dipscope.session.Settings;

import java.math.BigDecimal;
import java.util.List;

/**
 * A setting as a column of a table: the option's name with underscores, the unit behind it, and a plain number where it is one.
 *
 * @param setting the setting
 * @param name    the column's name, such as {@code dram_bytes}
 * @param unit    what stands behind a number to make it the option's text again
 */
public record SettingColumn(Setting<?> setting, String name, String unit) {

    /** All settings that a sweep can vary. */
    public static List<SettingColumn> all() {
        return Setting.of(Setting.Group.MASKING, Setting.Group.MEMORY).stream().map(SettingColumn::of).toList();
    }

    private static SettingColumn of(Setting<?> setting) {
        String plain = setting.name().replace('-', '_');
        return switch (setting.placeholder()) {
            case "SIZE" -> new SettingColumn(setting, plain + "_bytes", "B");
            case "SIZE/s" -> new SettingColumn(setting, plain + "_bytes_per_s", "B/s");
            default -> new SettingColumn(setting, plain, "");
        };
    }

    /** The value: a number, a truth value or a text. */
    public Object cell(Settings settings) {
        return unit.isEmpty() ? setting.json(settings) : setting.value(settings);
    }

    /** The option's text that a cell stands for. */
    String text(Object cell) {
        return cell instanceof Number number && !unit.isEmpty() ? new BigDecimal(number.toString()).toPlainString() + unit : cell.toString();
    }
}
