package org.dipscope.cli;

import org.dipscope.eval.sweep.Axis;
import org.dipscope.session.Setting;
import org.dipscope.session.Settings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The settings that a sweep can vary, each an option that takes several values; made from the settings' own definition. */
final class AxisOptions {
    private final List<Setting<?>> settings = Setting.of(Setting.Group.MASKING, Setting.Group.MEMORY);
    private CommandSpec spec;

    void addTo(CommandSpec command) {
        spec = command;
        settings.forEach(setting -> command.addOption(OptionSpec.builder("--" + setting.name()).type(String.class).arity("1").paramLabel("VALUES")
                .description("%s (%s; default: %s)".formatted(setting.explanation(), setting.range(), SettingOptions.start(setting)).replace("%", "%%")).build()));
    }

    /** What the options vary; throws {@link ParameterException} with one sentence for what is no value. */
    List<Axis> read(Settings base) {
        List<Axis> axes = new ArrayList<>();
        for (Setting<?> setting : settings) {
            Optional<String> text = Optional.ofNullable(spec.findOption("--" + setting.name()).getValue());
            try {
                text.ifPresent(values -> axes.add(Axis.parse(setting, values, base)));
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), e.getMessage(), e);
            }
        }
        return axes;
    }

    /** A sentence for each option that has no say in any of these points. */
    List<String> idle(List<Settings> points) {
        List<Setting<?>> given = settings.stream().filter(setting -> spec.findOption("--" + setting.name()).getValue() != null)
                .filter(setting -> points.stream().allMatch(point -> setting.idle(point).isPresent())).toList();
        return points.isEmpty() ? List.of() : IdleOptions.sentences(given, points.getLast());
    }
}
