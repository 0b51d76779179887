package io.recurbench.suites.text;

import io.recurbench.api.task.Suite;
import io.recurbench.api.task.Task;
import java.util.List;

/** Language modelling by characters, of texts that anybody may have. */
public final class TextSuite implements Suite {

    /** The suite. */
    public TextSuite() {}

    @Override
    public String id() {
        return "text";
    }

    @Override
    public String description() {
        return "Language modelling by characters: Wikipedia, any text, a known source";
    }

    @Override
    public List<Task> tasks() {
        return List.of(
                new TextCharTask(),
                new MarkovCharTask(),
                WikipediaTask.text8(),
                WikipediaTask.enwik8(),
                new WikiText2Task());
    }
}
