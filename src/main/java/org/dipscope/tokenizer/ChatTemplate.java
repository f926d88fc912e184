package org.dipscope.tokenizer;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.dipscope.gguf.GgufException;
import org.dipscope.gguf.Metadata;

/**
 * How a model wants a conversation written. The template comes from the file; a model without one gets ChatML. What the messages
 * contain reaches the model as text alone: neither braces nor special tokens in it have any effect. Several threads may share one.
 */
public final class ChatTemplate {
    private static final String CHAT_ML = """
            {% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n' }}{% endfor %}\
            {% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}""";

    private final TemplateEngine engine;
    private final String source;
    private final boolean fallback;

    private ChatTemplate(String source, boolean fallback) {
        this.engine = new TemplateEngine(source);
        this.source = source;
        this.fallback = fallback;
    }

    /** The template of a file; throws a {@link GgufException} if the file's is no text. */
    public static ChatTemplate of(Metadata metadata) throws GgufException {
        Optional<String> source = metadata.string("tokenizer.chat_template").filter(text -> !text.isBlank());
        return new ChatTemplate(source.orElse(CHAT_ML), source.isEmpty());
    }

    /** Whether the file has no template, so that ChatML is used. */
    public boolean isFallback() {
        return fallback;
    }

    /** What a person should know about the template, if anything: one sentence. */
    public Optional<String> note() {
        return fallback ? Optional.of("This model brings no chat template, so the conversation is written in ChatML, which it may not know.")
                : Optional.empty();
    }

    /** The template as the file has it. */
    public String source() {
        return source;
    }

    /**
     * The tokens of a conversation, ready for the model: with the beginning-of-sequence token if the model wants one, and just once.
     *
     * @param addGenerationPrompt whether the assistant's turn is opened at the end
     * @throws ChatTemplateException for a template that is in error, refuses the messages, or does not come to an end
     */
    public int[] encode(Tokenizer tokenizer, List<Message> messages, boolean addGenerationPrompt) throws ChatTemplateException {
        Sentinel sentinel = sentinel(tokenizer, messages);
        String rendered = engine.render(tokenizer, sentinel.guarded(messages), addGenerationPrompt);
        int[] ids = tokenizer.encode(rendered, sentinel);
        OptionalInt bos = tokenizer.bos();
        if (tokenizer.addsBos() && (ids.length == 0 || ids[0] != bos.getAsInt())) {
            int[] begun = new int[ids.length + 1];
            begun[0] = bos.getAsInt();
            System.arraycopy(ids, 0, begun, 1, ids.length);
            return begun;
        }
        return ids;
    }

    /** The text of a conversation as the template writes it, for people to look at; {@link #encode} is what models are given. */
    public String render(Tokenizer tokenizer, List<Message> messages, boolean addGenerationPrompt) throws ChatTemplateException {
        Sentinel sentinel = sentinel(tokenizer, messages);
        return sentinel.removedFrom(engine.render(tokenizer, sentinel.guarded(messages), addGenerationPrompt));
    }

    private Sentinel sentinel(Tokenizer tokenizer, List<Message> messages) throws ChatTemplateException {
        StringBuilder taken = new StringBuilder(source);
        messages.forEach(message -> taken.append(message.content()));
        return Sentinel.absentFrom(taken.toString(), tokenizer.steering(source)).orElseThrow(() -> new ChatTemplateException(
                ChatTemplateException.Trouble.UNGUARDED, List.of(), "The messages use every character there is, so that none is left to guard special tokens with; shorten them.", null));
    }
}
