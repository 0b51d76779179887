package io.recurbench.harness.run;

import io.recurbench.api.record.TrialSpec;
import io.recurbench.harness.discovery.PluginCatalog;
import io.recurbench.harness.isolation.ChildPool;
import io.recurbench.harness.isolation.Isolation;
import io.recurbench.harness.trial.TrialHost;
import java.util.Optional;

/** Says where a trial runs. */
final class Hosts implements AutoCloseable {
    private final PluginCatalog catalog;
    private final Isolation isolation;
    private final TrialHost here;
    private final Optional<ChildPool> children;

    Hosts(PluginCatalog catalog, Isolation isolation, TrialHost here, Optional<ChildPool> children) {
        this.catalog = catalog;
        this.isolation = isolation;
        this.here = here;
        this.children = children;
    }

    TrialHost of(TrialSpec spec) {
        return children.isPresent()
                        && isolation.takes(
                                catalog.backend(spec.setting().backend().id()).plugin())
                ? children.get()
                : here;
    }

    /** Ends processes that have nothing to do, so that what is measured next has the machine to itself. */
    void rest() {
        children.ifPresent(ChildPool::rest);
    }

    @Override
    public void close() {
        rest();
    }
}
