/**
 * The kernels in vectors: the one package that imports {@code jdk.incubator.vector}. It is loaded by name, and only where
 * that module is present.
 *
 * <p>What keeps C2 from turning vectors into objects, checked by the benchmarks' allocation rate of zero: vectors are
 * local variables, loops that hold them are methods of their own with their loads and stores inside, no vector is passed
 * to or returned from a method, and masked loads and stores (slow on JDK 17) are not used: what is left over after whole
 * vectors goes through a padded scratch vector or a scalar loop that gives the same bits. A vector is never the result of a
 * condition ({@code a ? v : w}): JDK 17 makes an object of it. Float vectors of one length only are used: once a second class of
 * them is loaded, JDK 17 no longer knows which one a variable holds, and every kernel becomes ten times slower. Nothing is
 * reduced with {@code reduceLanes}: the order of its sum differs between the interpreter and compiled code.
 */
@NullMarked
package io.recurbench.cpu.vector;

import org.jspecify.annotations.NullMarked;
