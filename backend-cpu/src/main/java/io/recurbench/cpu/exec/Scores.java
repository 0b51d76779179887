package io.recurbench.cpu.exec;

import io.recurbench.api.Evaluation;
import io.recurbench.api.EvaluationTally;
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
        EvaluationTally tally = new EvaluationTally(pass.steps, pass.rows);
        for (int position = 0; position < pass.steps * pass.rows; position++) {
            if (pass.mask[position] != 0) {
                tally.add(position, loss(position), pass.correct[position] != 0);
            }
        }
        return tally.evaluation();
    }

    private double loss(int position) {
        return memory.of(loss.region())[position * loss.stride() + loss.column()];
    }
}
