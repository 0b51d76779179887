package io.recurbench.suites.ptb;

import io.recurbench.api.task.Suite;
import io.recurbench.api.task.Task;
import java.util.List;

/** Language modelling by characters. */
public final class PtbSuite implements Suite {

    /** The suite. */
    public PtbSuite() {}

    @Override
    public String id() {
        return "ptb";
    }

    @Override
    public String description() {
        return "Language modelling by characters: Penn Treebank, Wikipedia, any text, a known source";
    }

    @Override
    public List<Task> tasks() {
        return List.of(
                new PtbCharTask(),
                new TextCharTask(),
                new MarkovCharTask(),
                WikipediaTask.text8(),
                WikipediaTask.enwik8(),
                new WikiText2Task());
    }
}
