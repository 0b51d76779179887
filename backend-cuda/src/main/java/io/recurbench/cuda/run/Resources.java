package io.recurbench.cuda.run;

import io.recurbench.cuda.driver.GrowingBuffer;
import io.recurbench.cuda.driver.HostMemory;
import io.recurbench.cuda.driver.Stream;

/**
 * What the graphs of a program share on the device.
 *
 * @param stream where everything is enqueued
 * @param host pinned memory for what goes to the device and comes back
 * @param workspace memory for values that live no longer than a batch: one buffer for all sizes of batch and both graphs
 * @param separate whether each value has a buffer of its own instead
 * @param kernels compiled
 * @param graphs whether a batch is launched as one captured graph
 */
record Resources(
        Stream stream, HostMemory host, GrowingBuffer workspace, boolean separate, Kernels kernels, boolean graphs) {}
