package org.dipscope.tokenizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import jinjava.javax.el.ELContext;
import jinjava.javax.el.ELResolver;
import jinjava.javax.el.MethodNotFoundException;

/** The methods of Python's strings that chat templates call. A template reaches these alone, none of Java's. */
final class PythonStrings extends ELResolver {
    @Override
    public Object invoke(ELContext context, Object base, Object method, Class<?>[] types, Object[] arguments) {
        if (!(base instanceof String text)) {
            return null;
        }
        context.setPropertyResolved(true);
        Object[] given = arguments == null ? new Object[0] : arguments;
        return switch (String.valueOf(method)) {
            case "strip" -> strip(text, optional(given), true, true);
            case "lstrip" -> strip(text, optional(given), true, false);
            case "rstrip" -> strip(text, optional(given), false, true);
            case "startswith" -> alternatives(given).stream().anyMatch(text::startsWith);
            case "endswith" -> alternatives(given).stream().anyMatch(text::endsWith);
            case "removeprefix" -> text.startsWith(first(given)) ? text.substring(first(given).length()) : text;
            case "removesuffix" -> text.endsWith(first(given)) ? text.substring(0, text.length() - first(given).length()) : text;
            case "split" -> split(text, optional(given), limit(given), true);
            case "rsplit" -> split(text, optional(given), limit(given), false);
            case "splitlines" -> text.lines().collect(Collectors.toCollection(ArrayList::new));
            case "replace" -> text.replace(first(given), String.valueOf(given[1]));
            case "upper" -> text.toUpperCase(Locale.ROOT);
            case "lower" -> text.toLowerCase(Locale.ROOT);
            case "capitalize" -> capitalized(text);
            case "title" -> Arrays.stream(text.split("(?<=\\P{L})(?=\\p{L})")).map(PythonStrings::capitalized).collect(Collectors.joining());
            case "find" -> (long) text.indexOf(first(given));
            case "rfind" -> (long) text.lastIndexOf(first(given));
            case "count" -> (long) split(text, first(given), Integer.MAX_VALUE, true).size() - 1;
            case "join" -> joined(text, (Iterable<?>) given[0]);
            case "isdigit" -> !text.isEmpty() && text.chars().allMatch(Character::isDigit);
            case "isalpha" -> !text.isEmpty() && text.chars().allMatch(Character::isLetter);
            case "isspace" -> !text.isEmpty() && text.chars().allMatch(PythonStrings::isSpace);
            default -> throw new MethodNotFoundException("texts have no method " + method);
        };
    }

    /** Without the characters in {@code set}, or white space where it is null, at the ends that are named. */
    static String strip(String text, String set, boolean left, boolean right) {
        int begin = 0;
        int end = text.length();
        while (left && begin < end && strips(text.charAt(begin), set)) {
            begin++;
        }
        while (right && end > begin && strips(text.charAt(end - 1), set)) {
            end--;
        }
        return text.substring(begin, end);
    }

    private static boolean strips(char c, String set) {
        return set == null ? isSpace(c) : set.indexOf(c) >= 0;
    }

    /** Whether Python takes a character for white space. */
    private static boolean isSpace(int c) {
        return c == 0x85 || Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static List<String> split(String text, String separator, int limit, boolean fromLeft) {
        List<String> parts = new ArrayList<>();
        String rest = text;
        if (separator == null) {
            rest = strip(rest, null, true, true);
            if (!rest.isEmpty()) {
                parts.addAll(Arrays.asList(rest.split("[\\s\\x{85}\\p{Z}]+", limit == Integer.MAX_VALUE ? -1 : limit + 1)));
            }
            return parts;
        }
        if (separator.isEmpty()) {
            throw new IllegalArgumentException("the separator is empty");
        }
        while (parts.size() < limit) {
            int at = fromLeft ? rest.indexOf(separator) : rest.lastIndexOf(separator);
            if (at < 0) {
                break;
            }
            parts.add(fromLeft ? rest.substring(0, at) : rest.substring(at + separator.length()));
            rest = fromLeft ? rest.substring(at + separator.length()) : rest.substring(0, at);
        }
        parts.add(rest);
        return fromLeft ? parts : parts.reversed();
    }

    private static String joined(String separator, Iterable<?> parts) {
        List<String> texts = new ArrayList<>();
        parts.forEach(part -> texts.add(String.valueOf(part)));
        return String.join(separator, texts);
    }

    private static String capitalized(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1).toLowerCase(Locale.ROOT);
    }

    private static String first(Object[] arguments) {
        if (arguments.length == 0) {
            throw new IllegalArgumentException("an argument is missing");
        }
        return String.valueOf(arguments[0]);
    }

    private static String optional(Object[] arguments) {
        return arguments.length == 0 || arguments[0] == null ? null : String.valueOf(arguments[0]);
    }

    private static int limit(Object[] arguments) {
        return arguments.length > 1 && arguments[1] instanceof Number number && number.intValue() >= 0 ? number.intValue() : Integer.MAX_VALUE;
    }

    private static List<String> alternatives(Object[] arguments) {
        return arguments.length > 0 && arguments[0] instanceof Iterable<?> several
                ? Arrays.asList(joined("\0", several).split("\0", -1)) : List.of(first(arguments));
    }

    @Override
    public Object getValue(ELContext context, Object base, Object property) {
        if (base instanceof String text && Objects.toString(property, "").matches("-?\\d{1,9}")) {
            int index = Integer.parseInt(property.toString());
            int at = index < 0 ? index + text.length() : index;
            context.setPropertyResolved(true);
            return at >= 0 && at < text.length() ? text.substring(at, at + 1) : null;
        }
        return null;
    }

    @Override
    public Class<?> getType(ELContext context, Object base, Object property) {
        return null;
    }

    @Override
    public void setValue(ELContext context, Object base, Object property, Object value) {
        // Texts have nothing that can be set.
    }

    @Override
    public boolean isReadOnly(ELContext context, Object base, Object property) {
        return true;
    }

    @Override
    public java.util.Iterator<java.beans.FeatureDescriptor> getFeatureDescriptors(ELContext context, Object base) {
        return null;
    }

    @Override
    public Class<?> getCommonPropertyType(ELContext context, Object base) {
        return null;
    }
}
