/**
 * What is decided once per program: which values are computed in which sweep over time, where each of them stands, which
 * operations run together. Plain data; nothing here touches an array.
 */
@NullMarked
package io.recurbench.cpu.plan;

import org.jspecify.annotations.NullMarked;
