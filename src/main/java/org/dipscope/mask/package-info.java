/**
 * Bit sets over the columns of a weight matrix, and the vocabulary that names which columns of which matrix they select.
 * It stands below every other package, so that the simulator and the masking methods share words without sharing code.
 */
package org.dipscope.mask;
