package io.recurbench.architecture.circle.right;

import io.recurbench.architecture.circle.left.Left;
import java.util.List;

/** Knows the left, which knows it. */
public record Right(List<Left> others) {
    /** The first. */
    public Left first() {
        return others.get(0);
    }
}
