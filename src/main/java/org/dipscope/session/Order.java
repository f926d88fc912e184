package org.dipscope.session;

import java.util.Optional;

/** What a caller wants of a session's thread. */
sealed interface Order {
    /** A run. */
    record Submit(String prompt, Optional<String> system) implements Order {
    }

    /** A run from the middle of the last one. */
    record Branch(int run, int token, int id) implements Order {
    }

    /** The end of the run under way; taken from the queue it has nothing left to do. */
    record Stop() implements Order {
    }

    /** A new conversation. */
    record Restart() implements Order {
    }

    /** The end of the session. */
    record Close() implements Order {
    }
}
