package org.dipscope.tokenizer;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.filter.Filter;
import java.util.Objects;

/** Jinja's {@code trim}: jinjava's own keeps white space beyond ASCII and knows no set of characters. */
final class TrimmingFilter implements Filter {
    @Override
    public String getName() {
        return "trim";
    }

    @Override
    public Object filter(Object value, JinjavaInterpreter interpreter, String... arguments) {
        return PythonStrings.strip(Objects.toString(value, ""), arguments.length > 0 ? arguments[0] : null, true, true);
    }
}
