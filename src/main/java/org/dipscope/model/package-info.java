/** The transformer: hyperparameters, weights in the layout that the kernels want, and the forward pass over them. */
package org.dipscope.model;
