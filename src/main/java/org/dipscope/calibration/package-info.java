/** What methods learn from a text before they run: thresholds, predictors, adapters, merged weights, splits. */
package org.dipscope.calibration;
