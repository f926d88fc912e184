package org.dipscope.cli;

import org.dipscope.gguf.GgufException;
import org.dipscope.session.RefusedModelException;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

import java.io.FileNotFoundException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;

/** Turns what went wrong into one sentence on standard error and an exit status. */
final class Failures implements CommandLine.IParameterExceptionHandler, CommandLine.IExecutionExceptionHandler {

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String sentence = MistypedOption.in(failure).orElseGet(() -> sentence(failure));
        command.getErr().println("%s: %s (see %s --help).".formatted(name, sentence.substring(0, sentence.length() - 1), name));
        return CommandLine.ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof ParameterException usage) {
            return handleParseException(usage, new String[0]);
        }
        command.getErr().println("%s: %s%s".formatted(command.getCommandSpec().qualifiedName(), model(failure, command), sentence(failure)));
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** The model's file before what its reader found in it, where the reader does not name it. */
    private static String model(Exception failure, CommandLine command) {
        OptionSpec option = command.getCommandSpec().findOption("--model");
        boolean unnamed = failure instanceof GgufException || failure instanceof RefusedModelException;
        if (!unnamed || option == null || option.<Path>getValue() == null) {
            return "";
        }
        String file = option.<Path>getValue().toString();
        return sentence(failure).contains(file) ? "" : file.replaceAll("\\p{Cntrl}", "\uFFFD") + ": ";
    }

    /** What went wrong, in one line that ends with a full stop. */
    static String sentence(Exception failure) {
        String text = switch (failure) {
            case FileNotFoundException missing -> missing.getMessage();
            case NoSuchFileException missing -> "there is no file '%s'; check its path.".formatted(missing.getFile());
            case AccessDeniedException denied -> "'%s' may not be opened; check its permissions.".formatted(denied.getFile());
            case FileAlreadyExistsException there -> "'%s' is there already; choose another name.".formatted(there.getFile());
            case FileSystemException broken -> "'%s' does not work: %s.".formatted(broken.getFile(), broken.getReason());
            case CharacterCodingException coding -> "the text is not UTF-8; convert it first.";
            // Several threads at once hand one's exception on without its message.
            case CancellationException cancelled when cancelled.getMessage() == null -> "it was cancelled.";
            default -> failure.getMessage() == null ? "it failed with %s, which should not happen; please report it.".formatted(failure) : failure.getMessage();
        };
        String line = String.join(" ", text.lines().map(String::strip).toList()).replaceFirst("^Error: ", "")
                .replaceFirst(" is not an? (int|long)$", " is no whole number").replaceFirst(" is not a double$", " is no number; write one with a point, such as 0.6")
                // What a file says of itself must not steer the terminal.
                .replaceAll("\\p{Cntrl}", "�");
        return line.endsWith(".") ? line : line + ".";
    }
}
