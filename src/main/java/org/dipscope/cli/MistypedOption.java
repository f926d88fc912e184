package org.dipscope.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import java.util.List;
import java.util.Optional;

/** Words that a command has no use for: an option that is not there, or a text of several words without quotes. */
final class MistypedOption {

    private MistypedOption() {
    }

    /**
     * The sentence about the first such word. It comes before any complaint that something is missing, since what is missing is most often what was
     * mistyped.
     */
    static Optional<String> in(ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        boolean complains = failure instanceof UnmatchedArgumentException || failure instanceof CommandLine.MissingParameterException;
        List<String> unmatched = complains ? command.getUnmatchedArguments() : List.of();
        return unmatched.stream().findFirst().map(word -> sentence(word, new UnmatchedArgumentException(command, List.of(word))));
    }

    private static String sentence(String word, UnmatchedArgumentException failure) {
        if (failure.getCommandLine().getCommandSpec().findOption("--" + word) != null) {
            return "'%s' is no option here; perhaps --%s is meant.".formatted(word, word);
        }
        if (!failure.isUnknownOption()) {
            return "'%s' is a word too many; put a text of several words in quotes, or leave it out.".formatted(word);
        }
        String like = failure.getSuggestions().stream().findFirst().map(" perhaps %s is meant."::formatted).orElse(" leave it out.");
        return "'%s' is no option here;%s".formatted(word, like);
    }
}
