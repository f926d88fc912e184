package org.dipscope.tokenizer;

import com.hubspot.jinjava.interpret.TemplateError;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What jinjava has to say of a template, in the words of those who write templates and not in Java's. */
final class Complaint {
    private static final Pattern WRAPPING = Pattern.compile("^(?:\\w+ when resolving expression \\[.*]: )?(?:[\\w.$]*(?:Exception|Error): )*", Pattern.DOTALL);
    private static final Pattern UNFIT = Pattern.compile("Cannot coerce '(.*)' of class \\S+ to class (\\S+) \\(.*", Pattern.DOTALL);
    private static final Pattern CAST = Pattern.compile("class (\\S+) cannot be cast to class (\\S+).*", Pattern.DOTALL);
    private static final Pattern METHOD = Pattern.compile("Cannot find method '?(\\w+)'?(?: with \\d+ parameters)? in class (\\S+)");
    private static final Pattern SYNTAX = Pattern.compile("Error parsing '(.*)': syntax error at position \\d+, encountered '(.*?)', expected .*", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("(?:class )?\\b(?:[a-z]\\w*\\.)+([A-Z][\\w$]*)");
    private static final Map<String, String> KINDS = Map.ofEntries(Map.entry("Long", "number"), Map.entry("Integer", "number"), Map.entry("Double", "number"),
            Map.entry("BigDecimal", "number"), Map.entry("Boolean", "truth value"), Map.entry("String", "text"), Map.entry("SafeString", "text"));

    private Complaint() {
    }

    /** The complaint, as a clause. */
    static String of(TemplateError error) {
        return inWords(String.valueOf(error.getMessage()));
    }

    private static String inWords(String message) {
        String bare = WRAPPING.matcher(message).replaceFirst("");
        Matcher unfit = UNFIT.matcher(bare);
        if (unfit.matches()) {
            return "'" + shortened(unfit.group(1)) + "' is no " + kind(unfit.group(2));
        }
        Matcher cast = CAST.matcher(bare);
        if (cast.matches()) {
            return "a " + kind(cast.group(1)) + " stands where a " + kind(cast.group(2)) + " is wanted";
        }
        Matcher method = METHOD.matcher(bare);
        if (method.matches()) {
            return "a " + kind(method.group(2)) + " has no method " + method.group(1);
        }
        Matcher syntax = SYNTAX.matcher(bare);
        if (syntax.matches()) {
            // What ends the tag stands for what is missing before it; jinjava says null where even that is missing.
            boolean ends = syntax.group(2).matches("}|null");
            return "'" + shortened(syntax.group(1)) + "' " + (ends ? "is not finished" : "makes no sense at '" + shortened(syntax.group(2)) + "'");
        }
        return CLASS.matcher(bare.equals("/ by zero") ? "division by zero" : bare).replaceAll(Complaint::kindOf);
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
