package org.dipscope.tokenizer;

import com.hubspot.jinjava.interpret.TemplateError;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What jinjava has to say of a template, in the words of those who write templates and not in Java's.
 *
 * @param kind  what it is, in one word: {@code unfit}, {@code mismatch}, {@code method}, {@code unfinished}, {@code senseless},
 *              {@code filter}, {@code test}, {@code zero}, or {@code other} where only the clause tells
 * @param about what it is about: pieces of the template, and kinds of values ({@code number}, {@code truth value}, {@code text},
 *              {@code list}, {@code mapping}, {@code value})
 */
record Complaint(String kind, List<String> about) {
    private static final Pattern WRAPPING = Pattern.compile("^(?:\\w+ when resolving expression \\[.*]: )?(?:[\\w.$]*(?:Exception|Error): )*", Pattern.DOTALL);
    private static final Pattern UNFIT = Pattern.compile("Cannot coerce '(.*)' of class \\S+ to class (\\S+) \\(.*", Pattern.DOTALL);
    private static final Pattern CAST = Pattern.compile("class (\\S+) cannot be cast to class (\\S+).*", Pattern.DOTALL);
    private static final Pattern METHOD = Pattern.compile("Cannot find method '?(\\w+)'?(?: with \\d+ parameters)? in class (\\S+)");
    private static final Pattern SYNTAX = Pattern.compile("Error parsing '(.*)': syntax error at position \\d+, encountered '(.*?)', expected .*", Pattern.DOTALL);
    private static final Pattern MISSING = Pattern.compile("there is no (filter|test) (\\S+)");
    private static final Pattern CLASS = Pattern.compile("(?:class )?\\b(?:[a-z]\\w*\\.)+([A-Z][\\w$]*)");
    private static final Map<String, String> KINDS = Map.ofEntries(Map.entry("Long", "number"), Map.entry("Integer", "number"), Map.entry("Double", "number"),
            Map.entry("BigDecimal", "number"), Map.entry("Boolean", "truth value"), Map.entry("String", "text"), Map.entry("SafeString", "text"));

    Complaint {
        about = List.copyOf(about);
    }

    static Complaint of(TemplateError error) {
        String bare = WRAPPING.matcher(String.valueOf(error.getMessage())).replaceFirst("");
        Matcher unfit = UNFIT.matcher(bare);
        if (unfit.matches()) {
            return new Complaint("unfit", List.of(shortened(unfit.group(1)), kind(unfit.group(2))));
        }
        Matcher cast = CAST.matcher(bare);
        if (cast.matches()) {
            return new Complaint("mismatch", List.of(kind(cast.group(1)), kind(cast.group(2))));
        }
        Matcher method = METHOD.matcher(bare);
        if (method.matches()) {
            return new Complaint("method", List.of(kind(method.group(2)), method.group(1)));
        }
        Matcher syntax = SYNTAX.matcher(bare);
        if (syntax.matches()) {
            // What ends the tag stands for what is missing before it; jinjava says null where even that is missing.
            boolean ends = syntax.group(2).matches("}|null");
            return ends ? new Complaint("unfinished", List.of(shortened(syntax.group(1))))
                    : new Complaint("senseless", List.of(shortened(syntax.group(1)), shortened(syntax.group(2))));
        }
        Matcher missing = MISSING.matcher(bare);
        if (missing.matches()) {
            return new Complaint(missing.group(1), List.of(missing.group(2)));
        }
        return bare.equals("/ by zero") ? new Complaint("zero", List.of()) : new Complaint("other", List.of(CLASS.matcher(bare).replaceAll(Complaint::kindOf)));
    }

    /** The complaint, as a clause. */
    String clause() {
        return switch (kind) {
            case "unfit" -> "'" + about.get(0) + "' is no " + about.get(1);
            case "mismatch" -> "a " + about.get(0) + " stands where a " + about.get(1) + " is wanted";
            case "method" -> "a " + about.get(0) + " has no method " + about.get(1);
            case "unfinished" -> "'" + about.get(0) + "' is not finished";
            case "senseless" -> "'" + about.get(0) + "' makes no sense at '" + about.get(1) + "'";
            case "filter", "test" -> "there is no " + kind + " " + about.get(0);
            case "zero" -> "division by zero";
            default -> about.getFirst();
        };
    }

    private static String kindOf(MatchResult name) {
        return Matcher.quoteReplacement("a " + kind(name.group(1)));
    }

    /** What templates call the values of a class. */
    private static String kind(String className) {
        String name = className.substring(className.lastIndexOf('.') + 1);
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.contains("list") || lower.contains("collection") ? "list" : lower.contains("map") ? "mapping" : KINDS.getOrDefault(name, "value");
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
