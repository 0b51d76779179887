package io.recurbench.suites.groups;

import io.recurbench.api.task.Suite;
import io.recurbench.api.task.Task;
import java.util.List;

/** Words in finite groups. */
public final class GroupWordsSuite implements Suite {

    /** The suite. */
    public GroupWordsSuite() {}

    @Override
    public String id() {
        return "group-words";
    }

    @Override
    public String description() {
        return "Words in finite groups: state tracking and grokking";
    }

    @Override
    public List<Task> tasks() {
        return List.of(new WordProblemTask(), new GroupWordTask());
    }
}
