package org.dipscope.tokenizer;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.filter.Filter;
import com.hubspot.jinjava.util.ForLoop;
import com.hubspot.jinjava.util.ObjectIterator;
import com.hubspot.jinjava.util.ObjectTruthValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What a loop walks: the elements of a value, or those for which the {@code if} in the loop's tag holds. */
final class LoopFilter implements Filter {
    /** In place of a condition's number: every element. */
    static final int ALL = -1;

    private static final String NAME = "elements_of_loop";

    private final List<Condition> conditions;

    /**
     * The {@code if} of one loop.
     *
     * @param names      what the loop calls an element, or its parts where there are several
     * @param expression what must hold, as jinjava reads it
     */
    record Condition(List<String> names, String expression) {
    }

    LoopFilter(List<Condition> conditions) {
        this.conditions = conditions;
    }

    /** The expression for the elements of {@code values} that condition number {@code condition} keeps, or {@link #ALL}. */
    static String applied(String values, int condition) {
        return "(" + values + ")|" + NAME + "(" + condition + ")";
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public Object filter(Object value, JinjavaInterpreter interpreter, String... arguments) {
        int number = Integer.parseInt(arguments[0]);
        ForLoop elements = ObjectIterator.getLoop(value);
        List<Object> kept = new ArrayList<>();
        while (elements.hasNext()) {
            Object element = elements.next();
            if (number == ALL || holds(conditions.get(number), element, interpreter)) {
                kept.add(element);
            }
        }
        return kept;
    }

    private static boolean holds(Condition condition, Object element, JinjavaInterpreter interpreter) {
        try (JinjavaInterpreter.InterpreterScopeClosable _ = interpreter.enterNonStackingScope()) {
            List<?> parts = condition.names().size() == 1 ? List.of() : parts(element);
            for (int i = 0; i < condition.names().size(); i++) {
                interpreter.getContext().put(condition.names().get(i), parts.isEmpty() ? element : parts.get(i));
            }
            return ObjectTruthValue.evaluate(interpreter.resolveELExpression(condition.expression(), interpreter.getLineNumber()));
        }
    }

    private static List<?> parts(Object element) {
        return switch (element) {
            case Map.Entry<?, ?> entry -> Arrays.asList(entry.getKey(), entry.getValue());
            case List<?> list -> list;
            case null, default -> throw new IllegalArgumentException("a loop's element has no parts");
        };
    }
}
