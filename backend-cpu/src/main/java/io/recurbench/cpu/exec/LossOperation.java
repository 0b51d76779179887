package io.recurbench.cpu.exec;

import io.recurbench.api.program.OutputSpec;
import io.recurbench.cpu.kernel.LabelSmoothing;
import io.recurbench.cpu.kernel.Operand;
import io.recurbench.cpu.kernel.RowKernels;
import io.recurbench.cpu.plan.Item;

/** The loss of each row, its adjoint, both at once, or whether the prediction is right. */
final class LossOperation extends RowOperation {
    /** What is computed. */
    enum Kind {
        LOSS,
        ADJOINT,
        BOTH,
        SCORE
    }

    private final Kind kind;
    private final double labelSmoothing;
    private final LabelSmoothing smoothing;
    private final boolean classes;
    private final int width;
    private final Cursor prediction;
    private final Cursor loss;
    private final Cursor adjoint;
    private final Operand targets;
    private int position;

    /**
     * A loss.
     *
     * @param cursors the prediction last; before it what is written: the adjoint, the loss, or the adjoint and the loss
     */
    LossOperation(Binding binding, Item item, Kind kind, double labelSmoothing, Cursor... cursors) {
        super(binding, item, binding.plan.program().output().width(), cursors);
        OutputSpec output = binding.plan.program().output();
        this.kind = kind;
        this.labelSmoothing = labelSmoothing;
        this.smoothing = new LabelSmoothing(labelSmoothing);
        this.classes = output.loss() == OutputSpec.LossKind.SOFTMAX_CROSS_ENTROPY;
        this.width = output.width();
        this.prediction = cursors[cursors.length - 1];
        this.adjoint = cursors[0];
        this.loss = cursors[cursors.length > 2 ? 1 : 0];
        this.targets = Operand.rows(new float[0], 0, width);
    }

    @Override
    void to(int step) {
        super.to(step);
        position = step * binding.pass.rows + binding.worker.firstRow;
        if (!classes) {
            targets.in(binding.pass.denseTargets, position * width);
        }
    }

    @Override
    void run(int from, int to) {
        if (kind == Kind.SCORE) {
            score(from, to);
        } else if (classes && labelSmoothing > 0) {
            smoothed(from, to);
        } else if (classes) {
            softmax(from, to);
        } else {
            squaredError(from, to);
        }
    }

    private void smoothed(int from, int to) {
        Pass pass = binding.pass;
        if (kind != Kind.ADJOINT) {
            smoothing.read(from, to, width, prediction.operand, pass.targets, position);
        }
        softmax(from, to);
        if (kind != Kind.ADJOINT) {
            smoothing.addToLoss(from, to, loss.operand);
        }
        if (kind != Kind.LOSS) {
            smoothing.addToAdjoint(
                    from, to, width, pass.targets, position, pass.mask, position, pass.scale, adjoint.operand);
        }
    }

    private void softmax(int from, int to) {
        Pass pass = binding.pass;
        RowKernels rows = binding.kernels().rows();
        Operand z = prediction.operand;
        switch (kind) {
            case LOSS -> rows.softmaxLoss(from, to, width, z, pass.targets, position, loss.operand);
            case ADJOINT ->
                rows.softmaxAdjoint(
                        from, to, width, z, pass.targets, position, pass.mask, position, pass.scale, adjoint.operand);
            case BOTH ->
                rows.softmaxLossAndAdjoint(
                        from,
                        to,
                        width,
                        z,
                        pass.targets,
                        position,
                        pass.mask,
                        position,
                        pass.scale,
                        loss.operand,
                        adjoint.operand);
            case SCORE -> throw new IllegalStateException("a score has no softmax");
        }
    }

    private void squaredError(int from, int to) {
        Pass pass = binding.pass;
        RowKernels rows = binding.kernels().rows();
        if (kind != Kind.ADJOINT) {
            rows.squaredErrorLoss(from, to, width, prediction.operand, targets, loss.operand);
        }
        if (kind != Kind.LOSS) {
            rows.squaredErrorAdjoint(
                    from, to, width, prediction.operand, targets, pass.mask, position, pass.scale, adjoint.operand);
        }
    }

    private void score(int from, int to) {
        Pass pass = binding.pass;
        if (!classes) {
            return;
        }
        for (int row = from; row < to; row++) {
            pass.correct[position + row] = (byte) binding.kernels()
                    .rows()
                    .countCorrect(row, row + 1, width, prediction.operand, pass.targets, position, pass.mask, position);
        }
    }
}
