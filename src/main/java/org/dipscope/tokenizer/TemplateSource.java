package org.dipscope.tokenizer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A template's source, made to mean in jinjava what it means in Jinja2 with trimmed and left-stripped blocks. The white space
 * around tags is settled here, for jinjava strips what stands left of a block even in the middle of a line; notes are left out;
 * expressions are put as {@link TemplateExpression} says. And two things are found, so that they can be refused, which jinjava would
 * get wrong without a word: a loop's {@code else}, which it writes out after every turn, and a loop's {@code if}, which it ignores.
 */
final class TemplateSource {
    private static final Pattern WORD = Pattern.compile("\\w+");
    private static final Pattern END_OF_RAW = Pattern.compile("\\{%[-+]?\\s*endraw\\s*[-+]?%}");

    private final String source;
    private final StringBuilder text = new StringBuilder();
    private final Deque<String> blocks = new ArrayDeque<>();
    private String obstacle;

    private TemplateSource(String source) {
        this.source = source;
    }

    static TemplateSource of(String source) {
        String lines = source.replace("\r\n", "\n").replace('\r', '\n');
        TemplateSource adapted = new TemplateSource(lines.endsWith("\n") ? lines.substring(0, lines.length() - 1) : lines);
        adapted.adapt();
        return adapted;
    }

    /** The source for jinjava. */
    String text() {
        return text.toString();
    }

    /** Why the template cannot be rendered faithfully, if so: the rest of a sentence that begins with "The template". */
    Optional<String> obstacle() {
        return Optional.ofNullable(obstacle);
    }

    private void adapt() {
        int at = 0;
        for (int open = nextTag(0); open >= 0; open = nextTag(at)) {
            char kind = source.charAt(open + 1);
            char sign = open + 2 < source.length() ? source.charAt(open + 2) : ' ';
            boolean signed = sign == '-' || sign == '+';
            text.append(before(source.substring(at, open), at == 0 || source.charAt(at - 1) == '\n', kind, sign));
            int from = open + (signed ? 3 : 2);
            at = switch (kind) {
                case '#' -> note(from);
                case '{' -> tag(from, "{{", "}}", false);
                default -> block(from);
            };
        }
        text.append(source, at, source.length());
    }

    private int nextTag(int from) {
        for (int at = source.indexOf('{', from); at >= 0 && at + 1 < source.length(); at = source.indexOf('{', at + 1)) {
            if ("{%#".indexOf(source.charAt(at + 1)) >= 0) {
                return at;
            }
        }
        return -1;
    }

    /** What is left of the text before a tag. */
    private static String before(String text, boolean beginsLine, char kind, char sign) {
        if (sign == '-') {
            return PythonStrings.strip(text, null, false, true);
        }
        int line = text.lastIndexOf('\n') + 1;
        boolean stripped = kind != '{' && sign != '+' && (line > 0 || beginsLine) && text.substring(line).isBlank();
        return stripped ? text.substring(0, line) : text;
    }

    /** Where the text goes on behind a tag that ends at {@code end} with {@code sign}. */
    private int behind(int end, char sign, boolean block) {
        int at = end;
        if (sign == '-') {
            while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
                at++;
            }
        } else if (block && sign != '+' && at < source.length() && source.charAt(at) == '\n') {
            at++;
        }
        return at;
    }

    private int note(int from) {
        int end = source.indexOf("#}", from);
        return end < 0 ? source.length() : behind(end + 2, source.charAt(end - 1), true);
    }

    private int block(int from) {
        Matcher matcher = WORD.matcher(source).region(from, source.length());
        String word = matcher.find() ? matcher.group() : "";
        switch (word) {
            case "raw" -> {
                Matcher end = END_OF_RAW.matcher(source);
                int to = end.find(from) ? end.end() : source.length();
                text.append("{% ").append(source, from, to);
                return to;
            }
            case "if", "for" -> blocks.push(word);
            case "endif", "endfor" -> blocks.pollFirst();
            case "else" -> obstacle = "for".equals(blocks.peekFirst()) ? "gives a loop an \"else\"" : obstacle;
            default -> { }
        }
        if (word.equals("for") && TemplateExpression.read(source, from, "%}").filters()) {
            obstacle = "filters a loop with \"if\"";
        }
        return tag(from, "{%", "%}", word.equals("macro"));
    }

    private int tag(int from, String open, String close, boolean asItIs) {
        TemplateExpression expression = TemplateExpression.read(source, from, close);
        text.append(open).append(' ').append(asItIs ? expression.original() : expression.text()).append(' ').append(close);
        return behind(expression.end(), expression.sign(), open.equals("{%"));
    }
}
