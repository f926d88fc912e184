package org.dipscope.tokenizer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * The inside of one tag, with parentheses where jinjava would bind otherwise than Jinja2: around the value of a named argument
 * ({@code f(a=b - 1)} is no {@code f(a=b) - 1}) and around what {@code not} denies ({@code not a == b} is no {@code (not a) == b}).
 * A list taken backwards becomes a filter, for jinjava knows no steps in slices.
 */
final class TemplateExpression {
    private static final String BACKWARDS = "[::-1]";
    private static final Set<String> ENDS_OF_DENIAL = Set.of("and", "or", "if", "else");

    private final String source;
    private final int from;
    private final String close;
    private final StringBuilder text = new StringBuilder();
    /** For every open bracket, and for the tag itself, how many parentheses are to be closed with it. */
    private final Deque<Integer> owed = new ArrayDeque<>();
    private final Deque<Character> brackets = new ArrayDeque<>();
    private String wordBefore = "";
    private int conditions;
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

    /** Whether there is an {@code if} without {@code else}, which in a loop's tag is a filter of its elements. */
    boolean filters() {
        return conditions > 0;
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
        while (at < source.length() && !closes(at)) {
            char c = source.charAt(at);
            if (c == '\'' || c == '"') {
                at = copied(at, quoteEnd(at));
                wordBefore = "";
            } else if (Character.isLetter(c) || c == '_') {
                at = word(at);
            } else if (source.startsWith(BACKWARDS, at)) {
                text.append("|reverse");
                at += BACKWARDS.length();
            } else {
                symbol(c, at);
                at++;
            }
        }
        pay();
        if (at >= source.length()) {
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
        if (brackets.isEmpty()) {
            conditions += word.equals("if") ? 1 : word.equals("else") ? -1 : 0;
        }
        text.append(word);
        if (word.equals("not") && !wordBefore.equals("is") && !followedByIn(to)) {
            text.append(" (");
            owe();
        }
        wordBefore = word;
        return to;
    }

    private void symbol(char c, int at) {
        switch (c) {
            case '(', '[', '{' -> {
                brackets.push(c);
                owed.push(0);
            }
            case ')', ']', '}' -> {
                if (!brackets.isEmpty()) {
                    pay();
                    brackets.pop();
                    owed.pop();
                }
            }
            case ',' -> pay();
            default -> { }
        }
        text.append(c);
        if (c == '=' && !brackets.isEmpty() && brackets.peek() == '(' && names(at)) {
            text.append('(');
            owe();
        }
        if (!Character.isWhitespace(c)) {
            wordBefore = "";
        }
    }

    private void owe() {
        owed.push(owed.pop() + 1);
    }

    private void pay() {
        text.repeat(")", owed.pop());
        owed.push(0);
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

    private int copied(int start, int to) {
        text.append(source, start, to);
        return to;
    }
}
