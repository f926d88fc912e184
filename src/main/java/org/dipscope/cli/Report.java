package org.dipscope.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prints a command's result: as one JSON object, or as lines for people. */
final class Report {
    private static final double EXACT_WHOLE = 1L << 53;
    /** A terminal of any encoding can carry it, so that a pipe never breaks it. */
    private static final JsonMapper JSON = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    @Option(names = "--json", description = "print one JSON object and nothing else")
    private boolean json;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "show this help and exit")
    private boolean help;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Whether JSON was asked for. */
    boolean json() {
        return json;
    }

    /** Where a command that streams its text writes it. */
    PrintWriter out() {
        return command.commandLine().getOut();
    }

    /** Prints the result, numbers that are none yet as {@code null}. */
    void print(Map<String, ?> result) {
        Object plain = plain(result);
        if (json) {
            try {
                out().println(JSON.writeValueAsString(plain));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("the result cannot be written as JSON: " + e.getOriginalMessage() + ".", e);
            }
        } else {
            lines("", result, out());
        }
        out().flush();
    }

    private static void lines(String prefix, Map<?, ?> result, PrintWriter out) {
        result.forEach((name, value) -> {
            if (value instanceof Map<?, ?> inner) {
                lines(prefix + name + ".", inner, out);
            } else {
                out.printf("%-24s %s%n", prefix + name, Optional.ofNullable(plain(value)).orElse("-"));
            }
        });
    }

    /** Without what JSON lacks: no NaN, and whole numbers without a point and an exponent. */
    private static Object plain(Object value) {
        return switch (value) {
            case null -> null;
            case Map<?, ?> map -> {
                Map<String, Object> plain = new LinkedHashMap<>();
                map.forEach((name, inner) -> plain.put(name.toString(), plain(inner)));
                yield plain;
            }
            case List<?> list -> {
                List<Object> plain = new ArrayList<>(list.size());
                list.forEach(inner -> plain.add(plain(inner)));
                yield plain;
            }
            case Double number when number.isNaN() || number.isInfinite() -> null;
            case Double number when number == Math.rint(number) && Math.abs(number) <= EXACT_WHOLE -> number.longValue();
            default -> value;
        };
    }
}
