package org.dipscope.tokenizer;

import java.util.Objects;

/** One message of a conversation. Its content is plain text: nothing in it is ever read as a template or as a special token. */
public record Message(Role role, String content) {
    public Message {
        Objects.requireNonNull(role);
        Objects.requireNonNull(content);
    }
}
