package org.dipscope.tokenizer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A template's source, made to mean in jinjava what it means in Jinja2 with trimmed and left-stripped blocks. The white space
 * around tags is settled here, for jinjava strips what stands left of a block even in the middle of a line; notes and the marks of
 * what the assistant generated are left out; expressions are put as {@link TemplateExpression} says. What jinjava would get wrong
 * without a word is written in other words: a loop's {@code if}, which it ignores, becomes a {@link LoopFilter}; a loop's
 * {@code else}, which it writes out after every turn, becomes a condition behind the loop.
 */
final class TemplateSource {
    private static final Pattern WORD = Pattern.compile("\\w+");
    private static final Pattern LOOP = Pattern.compile("for\\s+(.+?)\\s+in\\s+(.+)", Pattern.DOTALL);
    private static final Pattern END_OF_RAW = Pattern.compile("\\{%[-+]?\\s*endraw\\s*[-+]?%}");

    private final String source;
    private final StringBuilder text = new StringBuilder();
    private final Deque<Block> blocks = new ArrayDeque<>();
    private final List<LoopFilter.Condition> conditions = new ArrayList<>();
    private final Set<String> filters = new TreeSet<>();
    private final Set<String> tests = new TreeSet<>();
    private Fault fault;

    /**
     * An open {@code if} or {@code for}.
     *
     * @param end    the word that will end it for jinjava
     * @param values the expression that a loop walks; null of all others
     */
    private record Block(String end, String values) {
    }

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

    /** The conditions of its loops, to which the text refers by their numbers. */
    List<LoopFilter.Condition> conditions() {
        return List.copyOf(conditions);
    }

    /** The filters that it names, there or not. */
    Set<String> filters() {
        return Collections.unmodifiableSet(filters);
    }

    /** The tests that it names, there or not. */
    Set<String> tests() {
        return Collections.unmodifiableSet(tests);
    }

    /**
     * What jinjava is not to see.
     *
     * @param trouble  what is wrong
     * @param figure   the line, or how deep brackets may be nested
     */
    record Fault(ChatTemplateException.Trouble trouble, long figure) {

        /** The fault, as a clause. */
        String clause() {
            return (trouble == ChatTemplateException.Trouble.TOO_DEEP ? "nests more than %d brackets" : "does not close the tag of line %d").formatted(figure);
        }
    }

    /** Why jinjava is not to see it, if so; jinjava itself takes hours for the one fault and writes the other out as text. */
    Optional<Fault> fault() {
        return Optional.ofNullable(fault);
    }

    private void adapt() {
        int at = 0;
        for (int open = nextTag(0); open >= 0; open = nextTag(at)) {
            char kind = source.charAt(open + 1);
            char sign = open + 2 < source.length() ? source.charAt(open + 2) : ' ';
            boolean signed = sign == '-' || sign == '+';
            text.append(apart(before(source.substring(at, open), at == 0 || source.charAt(at - 1) == '\n', kind, sign)));
            int from = open + (signed ? 3 : 2);
            at = switch (kind) {
                case '#' -> note(from);
                case '{' -> value(from);
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

    /** The text with its last brace written as a value, so that it opens nothing together with the tag that comes to stand beside it. */
    private static String apart(String text) {
        return text.endsWith("{") ? text.substring(0, text.length() - 1) + "{{ '{' }}" : text;
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
        if (end < 0) {
            refuse(open(from));
        }
        return end < 0 ? source.length() : behind(end + 2, source.charAt(end - 1), true);
    }

    private int block(int from) {
        Matcher matcher = WORD.matcher(source).region(from, source.length());
        String word = matcher.find() ? matcher.group() : "";
        if (word.equals("raw")) {
            Matcher end = END_OF_RAW.matcher(source);
            int to = end.find(from) ? end.end() : source.length();
            text.append("{% ").append(source, from, to);
            return to;
        }
        TemplateExpression expression = expression(from, "%}");
        switch (word) {
            case "generation", "endgeneration" -> { }
            case "macro" -> write(expression.original());
            case "if" -> {
                blocks.push(new Block("endif", null));
                write(expression.text());
            }
            case "for" -> loop(expression);
            case "else" -> otherwise(expression);
            case "endif", "endfor" -> {
                Block block = blocks.pollFirst();
                write(block != null && word.equals("endfor") && block.end().equals("endif of for") ? "endif" : expression.text());
            }
            default -> write(expression.text());
        }
        return behind(expression.end(), expression.sign(), true);
    }

    private void loop(TemplateExpression expression) {
        Matcher matcher = LOOP.matcher(expression.withoutCondition());
        if (!matcher.matches()) {
            blocks.push(new Block("endfor", null));
            write(expression.text());
            return;
        }
        String names = matcher.group(1).strip();
        String values = matcher.group(2).strip();
        if (expression.hasCondition()) {
            values = LoopFilter.applied(values, conditions.size());
            conditions.add(new LoopFilter.Condition(List.of(names.split("[\\s,()]+")), expression.condition()));
        }
        blocks.push(new Block("endfor", values));
        write("for " + names + " in " + values);
    }

    private void otherwise(TemplateExpression expression) {
        Block block = blocks.peekFirst();
        if (block == null || block.values() == null) {
            write(expression.text());
            return;
        }
        blocks.pop();
        blocks.push(new Block("endif of for", null));
        write("endfor");
        write("if " + LoopFilter.applied(block.values(), LoopFilter.ALL) + "|length == 0");
    }

    private void write(String statement) {
        text.append("{% ").append(statement).append(" %}");
    }

    private int value(int from) {
        TemplateExpression expression = expression(from, "}}");
        text.append("{{ ").append(expression.text()).append(" }}");
        return behind(expression.end(), expression.sign(), false);
    }

    private TemplateExpression expression(int from, String close) {
        TemplateExpression expression = TemplateExpression.read(source, from, close);
        filters.addAll(expression.filters());
        tests.addAll(expression.tests());
        if (expression.isTooDeep()) {
            refuse(new Fault(ChatTemplateException.Trouble.TOO_DEEP, TemplateExpression.MOST_NESTED));
        } else if (expression.isOpen()) {
            refuse(open(from));
        }
        return expression;
    }

    private Fault open(int from) {
        return new Fault(ChatTemplateException.Trouble.UNCLOSED, source.substring(0, from).chars().filter(c -> c == '\n').count() + 1);
    }

    private void refuse(Fault found) {
        fault = fault == null ? found : fault;
    }
}
