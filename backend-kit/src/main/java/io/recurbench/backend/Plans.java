package io.recurbench.backend;

import io.recurbench.api.stability.Stability;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a graph was made into for the latest shapes of batch, a bounded number of them; the one that was not used for the
 * longest time is closed when there is another.
 */
@Stability.Experimental
public final class Plans<P extends AutoCloseable> implements AutoCloseable {
    /** Shapes kept ready: a task's training lengths, say 2 to 10, and its evaluation windows. */
    private static final int MOST = 16;

    private final Function<Shape, P> maker;
    private final Map<Shape, P> plans = new LinkedHashMap<>(MOST, 0.75f, true);

    /** No plans yet; {@code maker} makes one. */
    public Plans(Function<Shape, P> maker) {
        this.maker = maker;
    }

    /** The plan for a shape. */
    public P get(Shape shape) {
        P known = plans.get(shape);
        if (known != null) {
            return known;
        }
        if (plans.size() == MOST) {
            drop(plans.keySet().iterator().next());
        }
        P made = maker.apply(shape);
        plans.put(shape, made);
        return made;
    }

    /** Closes the plan for a shape, if there is one. */
    public void drop(Shape shape) {
        Closing.all(Collections.singletonList(plans.remove(shape)));
    }

    /** All plans that are kept. */
    public Collection<P> all() {
        return Collections.unmodifiableCollection(plans.values());
    }

    @Override
    public void close() {
        List<P> all = List.copyOf(plans.values());
        plans.clear();
        Closing.all(all);
    }
}
