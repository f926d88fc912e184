package org.dipscope.cli;

import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

import java.util.Map;
import java.util.Stack;

/** Takes the word behind an option as its text whatever it is, an option's name too: a prompt may be {@code --help}, run B may be {@code --warm-up}. */
final class AnyText implements IParameterPreprocessor {

    @Override
    public boolean preprocess(Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> info) {
        // A value behind an equals sign is on the stack as well, so that both spellings end here.
        if (!words.isEmpty()) {
            option.setValue(words.pop());
            return true;
        }
        return false;
    }
}
