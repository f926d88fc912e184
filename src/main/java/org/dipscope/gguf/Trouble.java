package org.dipscope.gguf;

/** What is wrong with a file, as far as others may want to say it in a language of their own; the exception's sentence says it exactly. */
public enum Trouble {
    /** It is something else than a GGUF file. */
    NO_GGUF,
    /** It is not there. */
    MISSING,
    /** It may not be read. */
    FORBIDDEN,
    /** It ends too early, or holds what no writer would write. */
    DAMAGED,
    /** Its architecture is not run; the details are its name, and those that are. */
    ARCHITECTURE,
    /** A tensor's type is not read; the details are the type, and those that are. */
    TENSOR_TYPE,
    /** The machine has too little memory; the details are what is needed and what is free. */
    MEMORY,
    /** Anything else. */
    OTHER
}
