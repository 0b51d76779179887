package io.recurbench.backend;

import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import io.recurbench.api.stability.Stability;
import java.util.ArrayList;
import java.util.List;

/**
 * The optimiser's side of an update that no device decides: its count, learning rate, bias corrections, decays, and which
 * ranges of the flat vectors are trained. The formulas are those of {@link Optimiser}. Changed in place from update to
 * update, so that a step allocates nothing.
 */
@Stability.Experimental
public final class UpdateRule {
    private final Optimiser optimiser;
    private final List<Range> ranges;
    private long updates;
    private double learningRate;

    /** Trained entries side by side: {@code [offset, offset + length)} of a flat vector. */
    public record Range(int offset, int length) {
        /** The entry behind the last. */
        public int end() {
            return offset + length;
        }
    }

    /** The rule before the first update. */
    public UpdateRule(Program program, Optimiser optimiser) {
        this.optimiser = optimiser;
        this.ranges = trained(program);
    }

    /** What is trained, in order; neighbours are one range. */
    public static List<Range> trained(Program program) {
        List<Range> ranges = new ArrayList<>();
        for (Parameter parameter : program.parameters()) {
            if (parameter.trainable()) {
                Range last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
                if (last != null && last.end() == parameter.offset()) {
                    ranges.set(ranges.size() - 1, new Range(last.offset(), last.length() + parameter.size()));
                } else {
                    ranges.add(new Range(parameter.offset(), parameter.size()));
                }
            }
        }
        return List.copyOf(ranges);
    }

    /** Begins the next update. */
    void next(double rate) {
        updates++;
        learningRate = rate;
    }

    void restore(long count) {
        updates = count;
    }

    /** Which formula, with its settings. */
    public Optimiser optimiser() {
        return optimiser;
    }

    /** {@link #trained} of the program. */
    public List<Range> ranges() {
        return ranges;
    }

    /** The number of this update, from 1. */
    public long updates() {
        return updates;
    }

    /** The learning rate of this update. */
    public double learningRate() {
        return learningRate;
    }

    /** {@code 1 - beta1^k}. */
    public double firstCorrection() {
        return 1 - Math.pow(optimiser.beta1(), (double) updates);
    }

    /** {@code 1 - beta2^k}. */
    public double secondCorrection() {
        return 1 - Math.pow(optimiser.beta2(), (double) updates);
    }

    /** What of the parameter is added to its gradient: the weight decay of SGD and Adam. */
    public double coupledDecay() {
        return optimiser.kind() == Optimiser.Kind.ADAMW ? 0 : optimiser.weightDecay();
    }

    /** What of the parameter is taken off, times the learning rate, before the update: the weight decay of AdamW. */
    public double decoupledDecay() {
        return optimiser.kind() == Optimiser.Kind.ADAMW ? optimiser.weightDecay() : 0;
    }

    /** Whether the norm of the gradient has to be known. */
    public boolean clips() {
        return optimiser.clipNorm() > 0;
    }

    /** What the gradient is multiplied by. */
    public double clipScale(double norm) {
        return clips() && norm > optimiser.clipNorm() ? optimiser.clipNorm() / norm : 1;
    }
}
