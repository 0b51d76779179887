package io.recurbench.suites.modular;

import io.recurbench.api.Option;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.task.LearningTask;
import io.recurbench.api.task.TaskData;
import io.recurbench.api.task.TaskRequest;
import io.recurbench.suites.common.SequenceSettings;
import io.recurbench.suites.common.SequenceTaskData;
import java.util.List;
import java.util.Map;

/**
 * The value mod m of numbers with operators between them, evaluated from left to right or with the usual precedence
 * (Ebrahimi and Memisevic, NeurIPS 2025; 'modular arithmetic (simple)' of Deletang et al., ICLR 2023). Lengths count the
 * numbers.
 */
public final class ModularArithmeticTask implements LearningTask {
    /** The states with precedence grow with the square of the modulus. */
    private static final int LARGEST_WITH_PRECEDENCE = 100;

    /** The task. */
    public ModularArithmeticTask() {}

    @Override
    public String id() {
        return "modular-arithmetic";
    }

    @Override
    public String description() {
        return "Value mod m of numbers with operators between them";
    }

    @Override
    public List<Option> options() {
        return SequenceSettings.optionsAfter(
                Option.integer("m", 5, 2, 1000, "the modulus; numbers are 0 .. m - 1, each equally likely"),
                Option.text("operators", "+-x", "operators, each equally likely: some of +, - and x"),
                Option.choice(
                        "order", List.of("left-to-right", "precedence"), "order of evaluation; precedence: x first"));
    }

    @Override
    public TaskData open(TaskRequest request) {
        int modulus = request.options().integer("m");
        String order = request.options().text("order");
        List<Operator> operators = Operator.parse(request.options().text("operators"));
        if (order.equals("precedence") && modulus > LARGEST_WITH_PRECEDENCE) {
            throw RecurbenchException.usage(
                    "order precedence expects m of at most " + LARGEST_WITH_PRECEDENCE + ", not " + modulus);
        }
        return new SequenceTaskData(
                order.equals("precedence")
                        ? new WithPrecedence(modulus, operators)
                        : new LeftToRight(modulus, operators),
                SequenceSettings.of(request.options()),
                Map.of(
                        "input",
                                "numbers uniform on 0.." + (modulus - 1) + ", between them operators uniform on "
                                        + operators,
                        "length-unit", "numbers; n of them take 2n - 1 positions",
                        "target", "value mod " + modulus + ", " + order));
    }
}
