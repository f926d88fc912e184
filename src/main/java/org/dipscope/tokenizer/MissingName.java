package org.dipscope.tokenizer;

import com.hubspot.jinjava.interpret.InterpretException;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.exptest.ExpTest;
import com.hubspot.jinjava.lib.filter.Filter;

/**
 * A filter or test that a template names and nobody knows. Where it is reached the template fails, as Jinja2's does: jinjava would
 * write nothing in the value's place, and the conversation would be another one without a word.
 *
 * @param kind what it is missing as
 * @param name what the template calls it
 */
record MissingName(String kind, String name) implements Filter, ExpTest {

    @Override
    public String getName() {
        return name;
    }

    @Override
    public Object filter(Object value, JinjavaInterpreter interpreter, String... arguments) {
        throw missing();
    }

    @Override
    public boolean evaluate(Object value, JinjavaInterpreter interpreter, Object... arguments) {
        throw missing();
    }

    private InterpretException missing() {
        return new InterpretException("there is no " + kind + " " + name);
    }
}
