/** What a sweep's points say: fronts, volumes and answers by name. */
package org.dipscope.eval.report;
