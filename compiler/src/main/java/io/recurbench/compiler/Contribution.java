package io.recurbench.compiler;

/**
 * A summand of a value's adjoint.
 *
 * @param target the value
 * @param adjoint the summand, of the target's space
 * @param offset the first column of the target that it belongs to
 */
record Contribution(int target, int adjoint, int offset) {}
