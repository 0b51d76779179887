package io.recurbench.suites.ptb;

import io.recurbench.api.task.Suite;
import io.recurbench.api.task.Task;
import java.util.List;

/** Language modelling by characters, of the Penn Treebank. */
public final class PtbSuite implements Suite {

    /** The suite. */
    public PtbSuite() {}

    @Override
    public String id() {
        return "ptb";
    }

    @Override
    public String description() {
        return "Language modelling by characters: the Penn Treebank";
    }

    @Override
    public List<Task> tasks() {
        return List.of(new PtbCharTask());
    }
}
