/**
 * The backend {@code nd4j}: programs as INDArray operations on nd4j-native. Every array is allocated once per batch
 * shape, every operation is bound to its arrays once and then executed through its prepared context: ND4J's usual
 * calls spend 30 to 170 microseconds on checks and shapes, a prepared one 5 to 20.
 */
@NullMarked
package io.recurbench.nd4j;

import org.jspecify.annotations.NullMarked;
