/** The throughput suite: how fast a backend trains a cell. */
@NullMarked
package io.recurbench.suites.throughput;

import org.jspecify.annotations.NullMarked;
