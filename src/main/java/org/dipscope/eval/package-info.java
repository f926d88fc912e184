/** What a setting costs in quality: perplexity over text, with the simulated memory beside it. */
package org.dipscope.eval;
