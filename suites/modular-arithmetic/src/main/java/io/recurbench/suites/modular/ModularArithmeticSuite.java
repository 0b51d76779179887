package io.recurbench.suites.modular;

import io.recurbench.api.task.Suite;
import io.recurbench.api.task.Task;
import java.util.List;

/** The modular arithmetic suite. */
public final class ModularArithmeticSuite implements Suite {

    /** The suite. */
    public ModularArithmeticSuite() {}

    @Override
    public String id() {
        return "modular-arithmetic";
    }

    @Override
    public String description() {
        return "Sums and expressions mod m, far beyond the training length";
    }

    @Override
    public List<Task> tasks() {
        return List.of(new ModularAdditionTask(), new ModularArithmeticTask());
    }
}
