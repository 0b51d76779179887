/** The statistics of comparisons: numbers in, numbers out. */
@NullMarked
package io.recurbench.comparison.statistics;

import org.jspecify.annotations.NullMarked;
