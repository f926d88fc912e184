package org.dipscope.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code dipscope [FILE.gguf]}: the workbench. */
@Command(name = "dipscope", versionProvider = Versions.class, sortOptions = false,
        description = "Shows which weights of a language model a token really needs; without a command it opens the workbench.")
final class RootCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE.gguf", description = "the model to open; the embedded one where none is named")
    private Path model;

    @Option(names = "--language", paramLabel = "LANGUAGE", description = "the window's language, en or de (default: the system's, or else en)")
    private String language;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "show this help and exit")
    private boolean help;

    @Option(names = {"-V", "--version"}, versionHelp = true, description = "show the version and exit")
    private boolean version;

    @Spec
    private CommandSpec spec;

    private final Workbench workbench;

    RootCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        if (model != null && !Files.isRegularFile(model)) {
            throw new ParameterException(spec.commandLine(), "'%s' is neither a command nor a file; name one of them.".formatted(model));
        }
        return workbench.open(Optional.ofNullable(model), Optional.ofNullable(language).map(this::locale));
    }

    private Locale locale(String named) {
        try {
            return WindowLanguage.of(named);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
