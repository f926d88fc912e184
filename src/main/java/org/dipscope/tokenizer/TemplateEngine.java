package org.dipscope.tokenizer;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.el.JinjavaInterpreterResolver;
import com.hubspot.jinjava.el.JinjavaProcessors;
import com.hubspot.jinjava.interpret.RenderResult;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.interpret.errorcategory.BasicTemplateErrorCategory;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import com.hubspot.jinjava.loader.ResourceNotFoundException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import jinjava.javax.el.CompositeELResolver;
import org.dipscope.tokenizer.ChatTemplateException.Trouble;

/**
 * Renders one template as the Jinja2 of the models' makers does: blocks trimmed, values never interpreted again. A template can
 * reach nothing outside its messages, and it is stopped when it writes or works more than any conversation can need.
 */
final class TemplateEngine {
    private static final long MOST_OUTPUT = 64L << 20;
    private static final int MOST_ELEMENTS = 100_000;

    private final TemplateSource source;

    TemplateEngine(String source) {
        this.source = TemplateSource.of(source);
    }

    String render(Tokenizer tokenizer, List<Message> messages, boolean addGenerationPrompt) throws ChatTemplateException {
        if (source.fault().isPresent()) {
            TemplateSource.Fault fault = source.fault().get();
            throw new ChatTemplateException(fault.trouble(), List.of(String.valueOf(fault.figure())),
                    "The model's chat template %s; use raw prompts or another model.".formatted(fault.clause()), null);
        }
        RenderBudget budget = new RenderBudget();
        RenderResult result;
        try {
            result = jinjava(budget, source).renderForResult(source.text(), bindings(tokenizer, messages, addGenerationPrompt));
        } catch (StackOverflowError | OutOfMemoryError e) {
            // What a template asked for was out of all proportion; nothing of the program's own was under construction.
            throw tooLarge(e);
        }
        if (budget.spent()) {
            throw new ChatTemplateException(Trouble.ENDLESS, List.of(), "The model's chat template did not come to an end; use raw prompts or another model.", null);
        }
        for (TemplateError error : result.getErrors()) {
            // Cycles are mere warnings to jinjava, but it leaves out what they should have written.
            if (error.getSeverity() == TemplateError.ErrorType.FATAL || error.getCategory() != BasicTemplateErrorCategory.UNKNOWN) {
                throw refusal(error);
            }
        }
        return result.getOutput();
    }

    private static Jinjava jinjava(RenderBudget budget, TemplateSource source) {
        CompositeELResolver resolver = new CompositeELResolver();
        resolver.add(new PythonStrings());
        resolver.add(JinjavaInterpreterResolver.DEFAULT_RESOLVER_READ_ONLY);
        Jinjava jinjava = new Jinjava(JinjavaConfig.newBuilder()
                .withNestedInterpretationEnabled(false)
                // White space is settled in the source already; jinjava would take some from what was rendered as well.
                .withTrimBlocks(false)
                .withLstripBlocks(false)
                .withKeepTrailingNewline(true)
                .withLegacyOverrides(LegacyOverrides.newBuilder().withEvaluateMapKeys(true).withIterateOverMapKeys(true)
                        .withUseNaturalOperatorPrecedence(true)
                        .withParseWhitespaceControlStrictly(true).withAllowAdjacentTextNodes(true)
                        .withUseTrimmingForNotesAndExpressions(true).withKeepNullableLoopValues(true)
                        .withHandleBackslashInQuotesOnly(true).withDefaultKeepTrailingNewlineBehavior(true).build())
                .withMaxOutputSize(MOST_OUTPUT)
                .withMaxStringLength(MOST_OUTPUT)
                .withMaxListSize(MOST_ELEMENTS)
                .withMaxMapSize(MOST_ELEMENTS)
                .withRangeLimit(MOST_ELEMENTS)
                .withEnableRecursiveMacroCalls(true)
                .withMaxMacroRecursionDepth(50)
                .withElResolver(resolver)
                .withProcessors(JinjavaProcessors.newBuilder().withNodePreProcessor(budget).build())
                .build());
        jinjava.setResourceLocator((name, charset, interpreter) -> {
            throw new ResourceNotFoundException("a chat template includes no other files");
        });
        jinjava.registerFilter(new TrimmingFilter());
        jinjava.registerFilter(new JsonFilter());
        jinjava.registerFilter(new LoopFilter(source.conditions()));
        source.filters().stream().filter(name -> jinjava.getGlobalContext().getFilter(name) == null)
                .forEach(name -> jinjava.registerFilter(new MissingName("filter", name)));
        source.tests().stream().filter(name -> jinjava.getGlobalContext().getExpTest(name) == null)
                .forEach(name -> jinjava.getGlobalContext().registerExpTest(new MissingName("test", name)));
        jinjava.registerFunction(new ELFunctionDefinition("", "raise_exception", TemplateEngine.class, "raise", Object.class));
        jinjava.registerFunction(new ELFunctionDefinition("", "strftime_now", TemplateEngine.class, "now", String.class));
        return jinjava;
    }

    private static Map<String, Object> bindings(Tokenizer tokenizer, List<Message> messages, boolean addGenerationPrompt) {
        List<Map<String, Object>> said = new ArrayList<>();
        for (Message message : messages) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("role", message.role().word());
            one.put("content", message.content());
            said.add(one);
        }
        Map<String, Object> bindings = new HashMap<>();
        bindings.put("messages", said);
        bindings.put("add_generation_prompt", addGenerationPrompt);
        bindings.put("bos_token", text(tokenizer, tokenizer.bos()));
        bindings.put("eos_token", text(tokenizer, tokenizer.eos()));
        // Templates ask whether these functions are defined; jinjava finds functions under their names only where they are called.
        bindings.put("raise_exception", "raise_exception");
        bindings.put("strftime_now", "strftime_now");
        return bindings;
    }

    private static String text(Tokenizer tokenizer, OptionalInt id) {
        return id.isPresent() ? tokenizer.token(id.getAsInt()) : "";
    }

    /** What templates call where they do not want the messages. */
    static Object raise(Object reason) {
        throw new TemplateRefusal(String.valueOf(reason));
    }

    /** The date and time in C's format, of which templates use these letters. */
    static String now(String format) {
        return ClockFormat.format(format, LocalDateTime.now());
    }

    private static ChatTemplateException refusal(TemplateError error) {
        for (Throwable cause = error.getException(); cause != null; cause = cause.getCause()) {
            if (cause instanceof TemplateRefusal refused) {
                String reason = inOneLine(refused.getMessage());
                return new ChatTemplateException(Trouble.REFUSED, List.of(reason), "The model's chat template refuses this conversation (" + reason
                        + "); change the messages or use raw prompts.", refused);
            }
        }
        if (String.valueOf(error.getMessage()).contains("StackOverflowError")) {
            return tooLarge(error.getException());
        }
        String line = String.valueOf(Math.max(1, error.getLineno()));
        Complaint complaint = Complaint.of(error);
        List<String> details = new ArrayList<>(List.of(line, complaint.kind()));
        complaint.about().forEach(part -> details.add(inOneLine(part)));
        return new ChatTemplateException(Trouble.FAILED, details, "The model's chat template failed at line " + line + " ("
                + inOneLine(complaint.clause()) + "); use raw prompts or another model.", error.getException());
    }

    private static ChatTemplateException tooLarge(Throwable cause) {
        return new ChatTemplateException(Trouble.TOO_LARGE, List.of(), "The model's chat template asks for more memory than there is; use raw prompts or another model.", cause);
    }

    private static String inOneLine(String message) {
        String line = String.valueOf(message).replaceAll("[\\s\\p{Cntrl}]+", " ").strip().replaceAll("[.;:]+$", "");
        return line.length() <= 160 ? line : line.substring(0, 160) + "…";
    }
}
