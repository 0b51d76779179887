package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Space;
import io.recurbench.cpu.kernel.LabelSmoothing;
import io.recurbench.cpu.kernel.Labels;
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
    private final Cursor prediction;
    private final Cursor loss;
    private final Cursor adjoint;
    private final Labels labels = new Labels();
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
        this.prediction = cursors[cursors.length - 1];
        this.adjoint = cursors[0];
        this.loss = cursors[cursors.length > 2 ? 1 : 0];
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
        CurrentBatch batch = binding.batch;
        position = step * batch.rows + binding.worker.firstRow;
        labels.of(batch.targets, batch.denseTargets, batch.mask, batch.scale).at(position);
    }

    @Override
    public void run(int from, int to) {
        RowKernels rows = binding.kernels().rows();
        if (kind == Kind.SCORE) {
            score(from, to);
        } else if (!classes) {
            squaredError(rows, from, to);
        } else if (labelSmoothing > 0) {
            smoothed(rows, from, to);
        } else {
            softmax(rows, from, to);
        }
    }

    private void smoothed(RowKernels rows, int from, int to) {
        if (kind != Kind.ADJOINT) {
            smoothing.read(from, to, prediction.operand, labels);
        }
        softmax(rows, from, to);
        if (kind != Kind.ADJOINT) {
            smoothing.addToLoss(from, to, loss.operand);
        }
        if (kind != Kind.LOSS) {
            smoothing.addToAdjoint(from, to, labels, adjoint.operand);
        }
    }

    private void softmax(RowKernels rows, int from, int to) {
        Operand z = prediction.operand;
        switch (kind) {
            case LOSS -> rows.softmaxLoss(from, to, z, labels, loss.operand);
            case ADJOINT -> rows.softmaxAdjoint(from, to, z, labels, adjoint.operand);
            case BOTH -> rows.softmaxLossAndAdjoint(from, to, z, labels, loss.operand, adjoint.operand);
            case SCORE -> throw new IllegalStateException("a score has no softmax");
        }
    }

    private void squaredError(RowKernels rows, int from, int to) {
        if (kind != Kind.ADJOINT) {
            rows.squaredErrorLoss(from, to, prediction.operand, labels, loss.operand);
        }
        if (kind != Kind.LOSS) {
            rows.squaredErrorAdjoint(from, to, prediction.operand, labels, adjoint.operand);
        }
    }

    private void score(int from, int to) {
        RowKernels rows = binding.kernels().rows();
        for (int row = from; classes && row < to; row++) {
            boolean correct = labels.isScored(row) && rows.isCorrect(row, prediction.operand, labels);
            binding.batch.correct[position + row] = (byte) (correct ? 1 : 0);
        }
    }
}
