package io.recurbench.backend;

import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.stability.Stability;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Something for each flat vector of a trainer: its parameters, its gradient, and the moments that its optimiser keeps. */
@Stability.Experimental
public final class PerVector<T> {
    private final Map<Vector, T> all = new EnumMap<>(Vector.class);

    /** As {@code maker} makes them, one after the other. */
    public PerVector(Optimiser optimiser, Supplier<? extends T> maker) {
        all.put(Vector.PARAMETERS, maker.get());
        all.put(Vector.GRADIENT, maker.get());
        Vector.moments(optimiser.moments()).forEach(moment -> all.put(moment, maker.get()));
    }

    /**
     * That of a vector.
     *
     * @throws IllegalArgumentException if it is a moment that the optimiser does not keep
     */
    public T of(Vector vector) {
        return find(vector).orElseThrow(() -> new IllegalArgumentException("this optimiser keeps no " + vector));
    }

    /** That of a vector, if the optimiser keeps it. */
    public Optional<T> find(Vector vector) {
        return Optional.ofNullable(all.get(vector));
    }

    /** All that are kept. */
    public Collection<T> all() {
        return Collections.unmodifiableCollection(all.values());
    }
}
