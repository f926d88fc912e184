package org.dipscope.tokenizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jinjava.javax.el.ELContext;
import jinjava.javax.el.ELResolver;
import jinjava.javax.el.MethodNotFoundException;

/** The methods of Python's strings that chat templates call, and slices. Of a text's methods a template reaches these alone, none of Java's. */
final class PythonStrings extends ELResolver {
    private static final Pattern FIELD = Pattern.compile("\\{\\{|}}|\\{(\\d{0,4})}");

    @Override
    public Object invoke(ELContext context, Object base, Object method, Class<?>[] types, Object[] arguments) {
        Object[] given = arguments == null ? new Object[0] : arguments;
        if (!(base instanceof String) && !Slice.METHOD.equals(method)) {
            return null;
        }
        context.setPropertyResolved(true);
        try {
            return Slice.METHOD.equals(method) ? Slice.of(base, given) : called((String) base, method, given);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | ClassCastException e) {
            // To jinjava any other exception of a method is no error: it would go on with nothing in the value's place.
            throw new MethodNotFoundException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Object called(String text, Object method, Object[] given) {
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
            case "replace" -> text.replace(first(given), second(given));
            case "upper" -> text.toUpperCase(Locale.ROOT);
            case "lower" -> text.toLowerCase(Locale.ROOT);
            case "capitalize" -> capitalized(text);
            case "title" -> Arrays.stream(text.split("(?<=\\P{L})(?=\\p{L})")).map(PythonStrings::capitalized).collect(Collectors.joining());
            case "find" -> (long) text.indexOf(first(given));
            case "rfind" -> (long) text.lastIndexOf(first(given));
            case "count" -> (long) split(text, first(given), Integer.MAX_VALUE, true).size() - 1;
            case "format" -> formatted(text, given);
            case "join" -> joined(text, list(given));
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

    /** Python's {@code format} with fields that are empty or numbers. */
    private static String formatted(String text, Object[] arguments) {
        int[] next = {0};
        return FIELD.matcher(text).replaceAll(field -> {
            String name = field.group(1);
            int index = name == null || name.isEmpty() ? next[0] : Integer.parseInt(name);
            next[0] += name != null && name.isEmpty() ? 1 : 0;
            if (name != null && index >= arguments.length) {
                throw new IllegalArgumentException("a field of \"" + text + "\" has no value");
            }
            return Matcher.quoteReplacement(name == null ? field.group().substring(1) : String.valueOf(arguments[index]));
        });
    }

    private static Iterable<?> list(Object[] arguments) {
        if (arguments.length > 0 && arguments[0] instanceof Iterable<?> several) {
            return several;
        }
        throw new IllegalArgumentException("what is joined is no list");
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

    private static String second(Object[] arguments) {
        return first(arguments.length < 2 ? new Object[0] : new Object[]{arguments[1]});
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

    /** The character at a place, counted from the end where it is negative; whatever else is asked of a text is undefined, as in Jinja2. */
    @Override
    public Object getValue(ELContext context, Object base, Object property) {
        if (!(base instanceof String text)) {
            return null;
        }
        context.setPropertyResolved(true);
        if (!Objects.toString(property, "").matches("-?\\d{1,9}")) {
            return null;
        }
        int index = Integer.parseInt(property.toString());
        int at = index < 0 ? index + text.length() : index;
        return at >= 0 && at < text.length() ? text.substring(at, at + 1) : null;
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
