package io.recurbench.api.backend;

import io.recurbench.api.batch.Batch;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.StateSpec;
import io.recurbench.api.stability.Stability;
import java.util.List;

/**
 * Whether what a {@link Trainer} is given fits its program. Every backend calls this before it changes anything, so that
 * all refuse the same things in the same words. Costs one pass over the tokens, targets and mask.
 */
@Stability.Stable
public final class BatchCheck {
    private BatchCheck() {}

    /**
     * Checks a batch by itself.
     *
     * @throws IllegalArgumentException that says what was expected and what came
     */
    public static void check(Program program, Batch batch) {
        check(program.input(), program.output(), batch);
    }

    /**
     * Checks a batch by what a task says of its data.
     *
     * @throws IllegalArgumentException that says what was expected and what came
     */
    public static void check(InputSpec input, OutputSpec output, Batch batch) {
        checkInput(input, batch);
        checkTargets(output, batch);
    }

    /**
     * Checks that a carried batch goes on from something. A program without states has nothing to carry.
     *
     * @param previousRows rows of the batch before in the same stream, 0 if there was none
     * @throws IllegalArgumentException that says what was expected and what came
     */
    public static void checkCarried(Program program, Batch batch, int previousRows) {
        if (!batch.carried() || program.states().isEmpty() || batch.rows() == previousRows) {
            return;
        }
        throw new IllegalArgumentException(
                previousRows == 0
                        ? "a carried batch needs a batch before it: the first of a stream must not be carried"
                        : "a carried batch goes on with the " + previousRows + " rows of the batch before it, not "
                                + batch.rows());
    }

    /**
     * Checks a state to restore.
     *
     * @param moments the number of the optimiser's moments
     * @return the rows of its hidden state; 0 if it has none
     * @throws IllegalArgumentException that says what was expected and what came
     */
    public static int checkState(Program program, int moments, TrainerState state) {
        int parameters = program.parameterCount();
        if (state.updates() < 0) {
            throw new IllegalArgumentException("updates must be >= 0, not " + state.updates());
        }
        expect("parameters", parameters, state.parameters().length);
        expect("moments", moments, state.moments().size());
        state.moments().forEach(moment -> expect("entries in each moment", parameters, moment.length));
        return checkHidden(program.states(), state.hidden());
    }

    private static int checkHidden(List<StateSpec> states, List<float[]> hidden) {
        if (hidden.isEmpty()) {
            return 0;
        }
        expect("hidden states", states.size(), hidden.size());
        int rows = hidden.get(0).length / states.get(0).width();
        for (int i = 0; i < states.size(); i++) {
            StateSpec state = states.get(i);
            expect("numbers in state " + state.name(), Math.max(1, rows) * state.width(), hidden.get(i).length);
        }
        return rows;
    }

    private static void checkInput(InputSpec input, Batch batch) {
        int positions = batch.steps() * batch.rows();
        switch (input.kind()) {
            case TOKENS -> {
                if (batch.dense().length > 0) {
                    throw new IllegalArgumentException("the input is tokens, not dense rows");
                }
                expect("tokens", positions, batch.tokens().length);
                for (int i = 0; i < positions; i++) {
                    int token = batch.tokens()[i];
                    if (token < 0 || token >= input.size()) {
                        throw outOfRange("token", token, input.size(), i, batch);
                    }
                }
            }
            case DENSE -> {
                if (batch.tokens().length > 0) {
                    throw new IllegalArgumentException("the input is dense rows, not tokens");
                }
                expect("numbers of dense input", positions * input.size(), batch.dense().length);
            }
        }
    }

    private static void checkTargets(OutputSpec output, Batch batch) {
        int positions = batch.steps() * batch.rows();
        boolean classes = output.loss() == OutputSpec.LossKind.SOFTMAX_CROSS_ENTROPY;
        if (classes) {
            expect("targets", positions, batch.targets().length);
            expect("dense targets", 0, batch.denseTargets().length);
        } else {
            expect("dense targets", positions * output.width(), batch.denseTargets().length);
            expect("targets", 0, batch.targets().length);
        }
        for (int i = 0; i < positions; i++) {
            int mask = batch.mask()[i];
            if (mask != 0 && mask != 1) {
                throw new IllegalArgumentException("the mask is 0 or 1, not " + mask + " at " + position(i, batch));
            }
            if (classes && mask == 1 && (batch.targets()[i] < 0 || batch.targets()[i] >= output.width())) {
                throw outOfRange("target", batch.targets()[i], output.width(), i, batch);
            }
        }
    }

    private static void expect(String what, int expected, int actual) {
        if (expected != actual) {
            throw new IllegalArgumentException("expected " + expected + " " + what + ", not " + actual);
        }
    }

    private static IllegalArgumentException outOfRange(String what, int value, int size, int index, Batch batch) {
        return new IllegalArgumentException(
                what + " " + value + " at " + position(index, batch) + " is out of range: expected 0 to " + (size - 1));
    }

    private static String position(int index, Batch batch) {
        return "step " + index / batch.rows() + ", row " + index % batch.rows();
    }
}
