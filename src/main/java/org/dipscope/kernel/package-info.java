/**
 * The hot path: matrix × vector and matrix × matrix on quantised weights in column order, top-k, norms, soft-max, RoPE and the
 * worker pool. Vector kernels are small leaf methods and hand no vectors to each other: a vector that crosses a call that the
 * compiler did not inline is an object, ten times slower. Each has a scalar twin that the tests hold it against.
 */
package org.dipscope.kernel;
