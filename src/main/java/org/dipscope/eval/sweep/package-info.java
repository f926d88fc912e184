/** Many settings evaluated one after the other, each masking once, its masks replayed on every memory that is asked for. */
package org.dipscope.eval.sweep;
