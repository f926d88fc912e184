package org.dipscope.tokenizer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The inside of one tag, with parentheses where jinjava would bind otherwise than Jinja2: around the value of a named argument
 * ({@code f(a=b - 1)} is no {@code f(a=b) - 1}) and around what {@code not} denies ({@code not a == b} is no {@code (not a) == b}).
 * Slices, of which jinjava knows no steps and no bounds that are computed, become calls of {@link Slice}. Characters that a
 * text in quotes writes as numbers are put in their place.
 */
final class TemplateExpression {
    /** More brackets within one another than any template has: jinjava's time grows with the cube of their number. */
    static final int MOST_NESTED = 100;

    private static final int NONE = -1;
    private static final Pattern NUMBERED = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2}))");
    private static final Set<String> ENDS_OF_DENIAL = Set.of("and", "or", "if", "else");

    private final String source;
    private final int from;
    private final String close;
    private final StringBuilder text = new StringBuilder();
    /** For every open bracket, and for the tag itself, how many parentheses are to be closed with it. */
    private final Deque<Integer> owed = new ArrayDeque<>();
    private final Deque<Character> brackets = new ArrayDeque<>();
    /** For every open bracket, where it stands in the text. */
    private final Deque<Integer> places = new ArrayDeque<>();
    /** For every open bracket, where in the text the colons between the bounds of its slice stand. */
    private final Deque<List<Integer>> colons = new ArrayDeque<>();
    private final Set<String> filters = new TreeSet<>();
    private final Set<String> tests = new TreeSet<>();
    private String wordBefore = "";
    private char signBefore = ' ';
    private int nested;
    private boolean tooDeep;
    private boolean open;
    private int condition = NONE;
    private int inside;
    private int end;
    private char sign = ' ';

    private TemplateExpression(String source, int from, String close) {
        this.source = source;
        this.from = from;
        this.close = close;
    }

    /** Reads from behind a tag's opening mark to its closing mark, which is none inside quotes and brackets. */
    static TemplateExpression read(String source, int from, String close) {
        TemplateExpression expression = new TemplateExpression(source, from, close);
        expression.read();
        return expression;
    }

    /** The expression for jinjava. */
    String text() {
        return text.toString().strip();
    }

    /** The expression as it stands. */
    String original() {
        return source.substring(from, inside).strip();
    }

    /** Whether there is an {@code if} outside of brackets, which in a loop's tag, and there alone, chooses among the elements. */
    boolean hasCondition() {
        return condition != NONE;
    }

    /** The expression up to that {@code if}, or all of it. */
    String withoutCondition() {
        return (hasCondition() ? text.substring(0, condition) : text.toString()).strip();
    }

    /** What stands behind that {@code if}. */
    String condition() {
        return text.substring(condition + "if".length()).strip();
    }

    /** The names that stand behind a {@code |}. */
    Set<String> filters() {
        return filters;
    }

    /** The names that stand behind an {@code is}. */
    Set<String> tests() {
        return tests;
    }

    /** Whether more than {@link #MOST_NESTED} brackets stand within one another. */
    boolean isTooDeep() {
        return tooDeep;
    }

    /** Whether the source has no mark that closes the tag. */
    boolean isOpen() {
        return open;
    }

    /** Where the tag ends in the source. */
    int end() {
        return end;
    }

    /** The {@code -} or {@code +} before the closing mark, or a space. */
    char sign() {
        return sign;
    }

    private void read() {
        owed.push(0);
        int at = from;
        while (at < source.length() && !tooDeep && !closes(at)) {
            char c = source.charAt(at);
            if (c == '\'' || c == '"') {
                at = quote(at);
                wordBefore = "";
                signBefore = c;
            } else if (Character.isLetter(c) || c == '_') {
                at = word(at);
            } else {
                symbol(c, at);
                at++;
            }
        }
        pay();
        if (at >= source.length() || tooDeep) {
            open = true;
            inside = source.length();
            end = source.length();
        }
    }

    private boolean closes(int at) {
        if (!brackets.isEmpty()) {
            return false;
        }
        char c = source.charAt(at);
        boolean signed = (c == '-' || c == '+') && source.startsWith(close, at + 1);
        if (signed || source.startsWith(close, at)) {
            sign = signed ? c : ' ';
            inside = at;
            end = at + close.length() + (signed ? 1 : 0);
            return true;
        }
        return false;
    }

    private int word(int at) {
        int to = at;
        while (to < source.length() && (Character.isLetterOrDigit(source.charAt(to)) || source.charAt(to) == '_')) {
            to++;
        }
        String word = source.substring(at, to);
        if (ENDS_OF_DENIAL.contains(word)) {
            pay();
        }
        if (brackets.isEmpty() && word.equals("if") && !hasCondition()) {
            condition = text.length();
        }
        text.append(word);
        if (signBefore == '|') {
            filters.add(word);
        } else if (wordBefore.equals("is") && !word.equals("not") || wordBefore.equals("is not")) {
            tests.add(word);
        }
        signBefore = ' ';
        if (word.equals("not") && !wordBefore.equals("is") && !followedByIn(to)) {
            text.append(" (");
            owe();
        }
        wordBefore = word.equals("not") && wordBefore.equals("is") ? "is not" : word;
        return to;
    }

    private void symbol(char c, int at) {
        switch (c) {
            case '(', '[', '{' -> {
                brackets.push(c);
                nest();
                owed.push(0);
                places.push(text.length());
                colons.push(new ArrayList<>());
            }
            case ')', ']', '}' -> {
                if (endsSlice()) {
                    return;
                }
            }
            case ':' -> {
                pay();
                if (!brackets.isEmpty()) {
                    colons.peek().add(text.length());
                }
            }
            case ',' -> pay();
            default -> { }
        }
        if (c == '}' && !text.isEmpty() && text.charAt(text.length() - 1) == '}') {
            // To jinjava two in a row end a value wherever they stand.
            text.append(' ');
        }
        text.append(c);
        if (c == '+' && behindValue()) {
            // To jinjava "+1" is one number, so that "a+1" would be two values side by side.
            text.append(' ');
        }
        if (c == '=' && !brackets.isEmpty() && brackets.peek() == '(' && names(at)) {
            text.append('(');
            owe();
        }
        if (!Character.isWhitespace(c)) {
            wordBefore = "";
            signBefore = c;
        }
    }

    /** Closes a bracket; answers whether it was a slice's, which is written as a call then. */
    private boolean endsSlice() {
        wordBefore = "";
        if (brackets.isEmpty()) {
            return false;
        }
        pay();
        owed.pop();
        nested--;
        int begin = places.pop();
        List<Integer> ends = colons.pop();
        if (brackets.pop() != '[' || ends.isEmpty()) {
            return false;
        }
        StringBuilder call = new StringBuilder(".").append(Slice.METHOD).append('(');
        int from = begin + 1;
        for (int end : ends) {
            call.append(bound(from, end)).append(", ");
            from = end + 1;
        }
        call.append(bound(from, text.length())).append(')');
        text.replace(begin, text.length(), call.toString());
        return true;
    }

    private String bound(int begin, int end) {
        String bound = text.substring(begin, end).strip();
        return bound.isEmpty() ? "none" : bound;
    }

    /** Whether what stands before the last character of the text is a value's end. */
    private boolean behindValue() {
        int before = text.length() - 2;
        while (before >= 0 && Character.isWhitespace(text.charAt(before))) {
            before--;
        }
        return before >= 0 && (Character.isLetterOrDigit(text.charAt(before)) || "_)]}'\"".indexOf(text.charAt(before)) >= 0);
    }

    private void owe() {
        nest();
        owed.push(owed.pop() + 1);
    }

    private void pay() {
        nested -= owed.peek();
        text.repeat(")", owed.pop());
        owed.push(0);
    }

    private void nest() {
        tooDeep |= ++nested > MOST_NESTED;
    }

    private boolean followedByIn(int at) {
        int next = at;
        while (next < source.length() && Character.isWhitespace(source.charAt(next))) {
            next++;
        }
        boolean in = source.startsWith("in", next);
        return in && (next + 2 >= source.length() || !Character.isLetterOrDigit(source.charAt(next + 2)) && source.charAt(next + 2) != '_');
    }

    private boolean names(int at) {
        return "=!<>".indexOf(source.charAt(at - 1)) < 0 && (at + 1 == source.length() || source.charAt(at + 1) != '=');
    }

    private int quoteEnd(int open) {
        char quote = source.charAt(open);
        int at = open + 1;
        while (at < source.length() && source.charAt(at) != quote) {
            at += source.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at + 1, source.length());
    }

    private int quote(int open) {
        int to = quoteEnd(open);
        text.append(NUMBERED.matcher(source.substring(open, to)).replaceAll(number -> {
            char written = (char) Integer.parseInt(number.group(2) != null ? number.group(2) : number.group(3), 16);
            String escaped = written == '\'' || written == '"' || written == '\\' ? "\\" + written : String.valueOf(written);
            return Matcher.quoteReplacement(number.group(1) + escaped);
        }));
        return to;
    }
}
