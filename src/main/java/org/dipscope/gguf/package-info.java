/**
 * Reads GGUF model files: header, metadata, tensor directory, memory-mapped tensors and the quantised block formats.
 * It knows nothing of what a model does with them, and it trusts nothing that a file says about itself.
 */
package org.dipscope.gguf;
