package org.dipscope.cli;

import org.dipscope.gguf.GgufFile;
import org.dipscope.tokenizer.Tokenizer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Text to token ids. */
@Command(name = "tokenize", sortOptions = false, description = "Shows the tokens of a text, which is taken as it is: a backslash is a backslash.")
final class TokenizeCommand implements Subcommand {
    /** What looks like an option rather than like a text. */
    private static final Pattern OPTION = Pattern.compile("--?[A-Za-z][A-Za-z-]*(=.*)?");

    @Mixin
    private ModelOption model;

    @Option(names = "--no-special", description = "take the texts of special tokens as plain text")
    private boolean noSpecial;

    @Option(names = "--bos", description = "put the token that begins a sequence first")
    private boolean bos;

    @ArgGroup(multiplicity = "1")
    private Source source;

    @Mixin
    private Report report;

    /** Where the text comes from. */
    static final class Source {
        @Option(names = "--file", paramLabel = "FILE", description = "a file with the text, in UTF-8")
        private Path file;

        @Parameters(index = "0", paramLabel = "TEXT", description = "the text")
        private String text;

        String read() throws IOException {
            return file == null ? text : new TextFile(file).read();
        }
    }

    @Spec
    private CommandSpec spec;

    @Override
    public void addOptions(CommandSpec command) {
        // A text may begin with a dash, as an item of a list does.
        command.parser().unmatchedOptionsArePositionalParams(true);
    }

    @Override
    public Integer call() throws IOException {
        if (source.file == null && OPTION.matcher(source.text).matches() && !spec.commandLine().getParseResult().originalArgs().contains("--")) {
            throw new ParameterException(spec.commandLine(), "there is no option '%s'; if it is the text, put -- before it.".formatted(source.text));
        }
        String text = source.read();
        try (GgufFile file = GgufFile.open(model.file())) {
            Tokenizer tokenizer = Tokenizer.of(file.metadata());
            int[] begin = bos ? new int[] {tokenizer.bos().orElseThrow(() -> new IllegalArgumentException(
                    "the model has no token that begins a sequence; leave --bos out."))} : new int[0];
            List<Integer> ids = IntStream.concat(Arrays.stream(begin), Arrays.stream(tokenizer.encode(text, !noSpecial))).boxed().toList();
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("ids", ids);
            fields.put("tokens", ids.stream().map(tokenizer::token).toList());
            report.print(fields);
        }
        return 0;
    }
}
