package io.recurbench.architecture.circle.left;

import io.recurbench.architecture.circle.right.Right;

/** Knows the right, which knows it: what the rule against circles has to find. */
public record Left(Right other) {}
