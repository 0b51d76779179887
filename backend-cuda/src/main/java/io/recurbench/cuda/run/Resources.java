package io.recurbench.cuda.run;

import io.recurbench.cuda.driver.HostMemory;
import io.recurbench.cuda.driver.Stream;

/**
 * What the graphs of a program share on the device.
 *
 * @param stream where everything is enqueued
 * @param host pinned memory for what goes to the device and comes back
 * @param workspace memory for values that live no longer than a batch
 * @param kernels compiled
 * @param graphs whether a batch is launched as one captured graph
 */
record Resources(Stream stream, HostMemory host, Workspace workspace, Kernels kernels, boolean graphs) {}
