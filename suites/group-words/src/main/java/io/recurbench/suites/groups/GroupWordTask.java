package io.recurbench.suites.groups;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.task.LearningTask;
import io.recurbench.api.task.TaskData;
import io.recurbench.api.task.TaskRequest;
import java.util.List;

/**
 * The value of a word w(a, b) in a finite group, learned from a share of all pairs (a, b): grokking shows as the
 * validation accuracy that rises long after the training loss has vanished (Shutman, Louidor and Tessler, 'Learning words
 * in groups', arXiv 2509.06931; Power et al. 2022).
 */
public final class GroupWordTask implements LearningTask {

    /** The task. */
    public GroupWordTask() {}

    @Override
    public String id() {
        return "group-word";
    }

    @Override
    public String description() {
        return "Value of a word in two elements of a finite group, from a share of the pairs";
    }

    @Override
    public List<Option> options() {
        return List.of(
                Option.text("group", "S4", "Z_m, D_m, S_n, A_n or a product of them: Z5, D4, S_5, A5, S3xZ2"),
                Option.text("word", "ab", "letters a and b, parentheses, exponents: ab, aba^-1b^-1, (ab)^2"),
                Option.real(
                        "train-share",
                        0.5,
                        0.01,
                        0.99,
                        "share of the pairs to train on; validation and test halve the rest"),
                Option.integer("split-seed", 0, 0, "which pairs to train on"),
                Option.choice(
                        "operand-tokens",
                        List.of("shared", "separate"),
                        "whether an element is the same token in both places, or another in the second"));
    }

    @Override
    public TaskData open(TaskRequest request) {
        Options options = request.options();
        Group group = Groups.parse(options.text("group"));
        Word word = Word.parse(options.text("word"));
        int[] values = new int[group.order() * group.order()];
        boolean constant = true;
        for (int pair = 0; pair < values.length; pair++) {
            values[pair] = word.value(group, pair / group.order(), pair % group.order());
            constant &= values[pair] == values[0];
        }
        if (constant) {
            throw RecurbenchException.usage("the word '" + word + "' has the same value for all pairs of "
                    + group.name() + ": there is nothing to learn");
        }
        return new GroupWordData(
                group,
                word,
                values,
                PairSplit.of(values.length, options.real("train-share"), options.longInteger("split-seed")),
                options.text("operand-tokens").equals("separate"));
    }

    /** A group in words. */
    static String describe(Group group) {
        return group.name() + " of order " + group.order()
                + (group.isCommutative() ? ", commutative" : ", not commutative");
    }
}
