package org.dipscope.cli;

import org.dipscope.session.Setting;
import org.dipscope.session.Settings;
import org.dipscope.session.SettingsText;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options that stand for settings, made from the settings' own definition. */
final class SettingOptions {
    /** What {@link org.dipscope.session.DefaultSettings} says of a model, in words. */
    private static final String DRAM_START = Setting.DRAM.defaultText() + " for the embedded model, 80 % of its bytes for another";

    private final List<Setting<?>> settings;
    private final Map<String, String> starts;
    private final boolean replay;
    private CommandSpec spec;
    private List<String> notes = List.of();

    private SettingOptions(List<Setting<?>> settings, Map<String, String> starts, boolean replay) {
        this.settings = settings;
        this.starts = starts;
        this.replay = replay;
    }

    /** All settings of these groups, for a command that runs a model: no policy may know the future. */
    static SettingOptions of(Setting.Group... groups) {
        return new SettingOptions(Setting.of(groups), Map.of(), false);
    }

    /** The device's settings, for a command that replays stored masks: every policy may be chosen. */
    static SettingOptions ofReplay() {
        return new SettingOptions(Setting.of(Setting.Group.MEMORY), Map.of(), true);
    }

    /** The same options, where this setting starts with another value than the window does. */
    SettingOptions startingWith(Setting<?> setting, String text) {
        Map<String, String> more = new LinkedHashMap<>(starts);
        more.put(setting.name(), text);
        return new SettingOptions(settings, more, replay);
    }

    /** Adds the options to a command. */
    void addTo(CommandSpec command) {
        spec = command;
        settings.forEach(setting -> command.addOption(option(setting)));
    }

    /** What holds where a person says nothing, in words. */
    static String start(Setting<?> setting) {
        return setting == Setting.DRAM ? DRAM_START : setting.defaultText();
    }

    private OptionSpec option(Setting<?> setting) {
        String start = starts.getOrDefault(setting.name(), start(setting));
        OptionSpec.Builder option = OptionSpec.builder("--" + setting.name()).type(String.class)
                .description("%s (%s; default: %s)".formatted(setting.explanation(), setting.range(), start).replace("%", "%%"));
        return setting.flag()
                ? option.arity("0..1").fallbackValue("true").paramLabel("true|false").build()
                : option.arity("1").paramLabel(setting.placeholder()).build();
    }

    /** Whether the option was given. */
    boolean given(Setting<?> setting) {
        return text(setting).isPresent();
    }

    /**
     * The settings that the options say.
     *
     * @param start what holds where no option was given
     * @throws ParameterException with one sentence, for bad usage
     */
    Settings read(Settings start) {
        Map<String, String> texts = new LinkedHashMap<>(starts);
        settings.forEach(setting -> text(setting).ifPresent(text -> texts.put(setting.name(), text)));
        Settings read;
        try {
            read = SettingsText.read(texts, start);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        if (!replay) {
            try {
                read.memory().policy().requireLive();
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), "the policy '%s' cannot run here: %s".formatted(read.memory().policy().id(), e.getMessage()), e);
            }
            notes = IdleOptions.sentences(settings.stream().filter(this::given).toList(), read).stream()
                    .map(sentence -> "%s: %s".formatted(spec.qualifiedName(), sentence)).toList();
        }
        return read;
    }

    /** Nobody should wonder why an option made no difference: a sentence for those that had no say in what was read last. */
    List<String> notes() {
        return notes;
    }

    private Optional<String> text(Setting<?> setting) {
        return Optional.ofNullable(spec.findOption("--" + setting.name()).getValue());
    }
}
