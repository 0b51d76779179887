package io.recurbench.cpu.exec;

import io.recurbench.api.Evaluation;
import io.recurbench.cpu.plan.Home;

/** Sums up the losses of a batch's positions, always in the same order. */
final class Scores {
    private final Pass pass;
    private final Memory memory;
    private final Home loss;

    Scores(Context context) {
        this.pass = context.pass;
        this.memory = context.memory;
        this.loss = context.plan.home(context.plan.graph().loss());
    }

    /** The mean loss over the scored positions; 0 if none is scored. */
    double meanLoss() {
        double total = 0;
        int scored = 0;
        for (int position = pass.firstScored * pass.rows; position < (pass.lastScored + 1) * pass.rows; position++) {
            if (pass.mask[position] != 0) {
                total += loss(position);
                scored++;
            }
        }
        return scored == 0 ? 0 : total / scored;
    }

    /** The scores by step. */
    Evaluation evaluation() {
        double[] losses = new double[pass.steps];
        long[] scored = new long[pass.steps];
        long[] correct = new long[pass.steps];
        boolean[] touched = new boolean[pass.rows];
        boolean[] wrong = new boolean[pass.rows];
        for (int position = 0; position < pass.steps * pass.rows; position++) {
            if (pass.mask[position] == 0) {
                continue;
            }
            int step = position / pass.rows;
            int row = position % pass.rows;
            losses[step] += loss(position);
            scored[step]++;
            correct[step] += pass.correct[position];
            touched[row] = true;
            wrong[row] |= pass.correct[position] == 0;
        }
        long sequences = 0;
        long sequencesCorrect = 0;
        for (int row = 0; row < pass.rows; row++) {
            sequences += touched[row] ? 1 : 0;
            sequencesCorrect += touched[row] && !wrong[row] ? 1 : 0;
        }
        return new Evaluation(losses, scored, correct, sequences, sequencesCorrect);
    }

    private double loss(int position) {
        return memory.of(loss.region())[position * loss.stride() + loss.column()];
    }
}
