/**
 * What every backend needs and no device decides: the life of a trainer, the optimiser's plan, where the values of a graph
 * stand, what is moved between the steps of a loop, carried states and scores. A backend brings arrays and kernels.
 */
@NullMarked
package io.recurbench.backend;

import org.jspecify.annotations.NullMarked;
