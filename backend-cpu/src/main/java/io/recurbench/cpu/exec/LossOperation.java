package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Space;
import io.recurbench.cpu.kernel.LabelSmoothing;
import io.recurbench.cpu.kernel.Operand;
import io.recurbench.cpu.kernel.RowKernels;
import io.recurbench.cpu.plan.Item;

/** The loss of each row, its adjoint, both at once, or whether the prediction is right. */
final class LossOperation extends RowOperation {
    private enum Kind {
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
    private LossOperation(Binding binding, Item item, Kind kind, double labelSmoothing, Cursor... cursors) {
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

    static LossOperation of(Binding binding, Item item, Operation.Loss loss) {
        return new LossOperation(
                binding, item, Kind.LOSS, loss.labelSmoothing(), binding.result(loss), prediction(binding, item));
    }

    static LossOperation of(Binding binding, Item item, Operation.LossAdjoint adjoint) {
        Cursor prediction = prediction(binding, item);
        return new LossOperation(
                binding, item, Kind.ADJOINT, adjoint.labelSmoothing(), binding.result(adjoint), prediction);
    }

    /** The loss and its adjoint, which is the second value of the item. */
    static LossOperation pair(Binding binding, Item item, Operation.Loss loss) {
        return new LossOperation(
                binding,
                item,
                Kind.BOTH,
                loss.labelSmoothing(),
                binding.result(binding.operation(item.second())),
                binding.result(loss),
                prediction(binding, item));
    }

    /** Which rows are predicted right. */
    static LossOperation score(Binding binding, Item item) {
        return new LossOperation(binding, item, Kind.SCORE, 0, prediction(binding, item));
    }

    private static Cursor prediction(Binding binding, Item item) {
        return binding.read(item.reads().get(0), Space.SEQUENCE);
    }

    @Override
    void moved(int step) {
        position = step * binding.batch.rows + binding.worker.firstRow;
        if (!classes) {
            targets.in(binding.batch.denseTargets, position * width);
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
        CurrentBatch batch = binding.batch;
        if (kind != Kind.ADJOINT) {
            smoothing.read(from, to, width, prediction.operand, batch.targets, position);
        }
        softmax(from, to);
        if (kind != Kind.ADJOINT) {
            smoothing.addToLoss(from, to, loss.operand);
        }
        if (kind != Kind.LOSS) {
            smoothing.addToAdjoint(
                    from, to, width, batch.targets, position, batch.mask, position, batch.scale, adjoint.operand);
        }
    }

    private void softmax(int from, int to) {
        CurrentBatch batch = binding.batch;
        RowKernels rows = binding.kernels().rows();
        Operand z = prediction.operand;
        switch (kind) {
            case LOSS -> rows.softmaxLoss(from, to, width, z, batch.targets, position, loss.operand);
            case ADJOINT ->
                rows.softmaxAdjoint(
                        from,
                        to,
                        width,
                        z,
                        batch.targets,
                        position,
                        batch.mask,
                        position,
                        batch.scale,
                        adjoint.operand);
            case BOTH ->
                rows.softmaxLossAndAdjoint(
                        from,
                        to,
                        width,
                        z,
                        batch.targets,
                        position,
                        batch.mask,
                        position,
                        batch.scale,
                        loss.operand,
                        adjoint.operand);
            case SCORE -> throw new IllegalStateException("a score has no softmax");
        }
    }

    private void squaredError(int from, int to) {
        CurrentBatch batch = binding.batch;
        RowKernels rows = binding.kernels().rows();
        if (kind != Kind.ADJOINT) {
            rows.squaredErrorLoss(from, to, width, prediction.operand, targets, loss.operand);
        }
        if (kind != Kind.LOSS) {
            rows.squaredErrorAdjoint(
                    from, to, width, prediction.operand, targets, batch.mask, position, batch.scale, adjoint.operand);
        }
    }

    private void score(int from, int to) {
        CurrentBatch batch = binding.batch;
        if (!classes) {
            return;
        }
        for (int row = from; row < to; row++) {
            batch.correct[position + row] = (byte) binding.kernels()
                    .rows()
                    .countCorrect(
                            row, row + 1, width, prediction.operand, batch.targets, position, batch.mask, position);
        }
    }
}
