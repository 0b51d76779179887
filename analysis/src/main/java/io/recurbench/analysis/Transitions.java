package io.recurbench.analysis;

import io.recurbench.api.Backend;
import io.recurbench.api.Batch;
import io.recurbench.api.ModelSpec;
import io.recurbench.api.Optimiser;
import io.recurbench.api.Options;
import io.recurbench.api.ProgramCompiler;
import io.recurbench.api.SeededRandom;
import io.recurbench.api.Trainer;
import io.recurbench.api.TrainerRequest;
import io.recurbench.api.TrainerState;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Program;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The transition tensor of a trained cell, read off the cell itself: without activation and normalisation the new state of
 * a second-order cell is an affine function of the old one, so one step from each unit vector, less one step from zero,
 * gives a token's matrix. So it is found for any cell that is affine in its state, however its tensor is decomposed.
 */
public final class Transitions {
    /** Largest departure from an affine map, relative to the largest entry, that float state explains. */
    private static final double TOLERANCE = 1e-4;

    private final ProgramCompiler compiler;
    private final Backend reference;

    /** Probes on a backend, which should be the reference: it computes in double precision. */
    public Transitions(ProgramCompiler compiler, Backend reference) {
        this.compiler = compiler;
        this.reference = reference;
    }

    /**
     * The tensor {@code [tokens][state][state]}: slice k times the state's row is what token k makes of it.
     *
     * @param zeroed names of parameters to take as zero: {@code V} leaves the second-order term alone
     * @return empty if the cell has several states, or its step is not affine in the state
     */
    public Optional<Tensor> of(TrainedCell trained, List<String> zeroed) {
        Options linear = trained.with(Map.of("activation", "identity", "normalise", "none"));
        Program program = compiler.compile(new ModelSpec(
                trained.cell(),
                linear,
                1,
                InputSpec.tokens(trained.vocabulary()),
                trained.embedding(),
                OutputSpec.classes(trained.classes()),
                true));
        if (program.states().size() != 1) {
            return Optional.empty();
        }
        float[] parameters = trained.flat(program.parameters(), zeroed);
        Options options = Options.resolve("backend '" + reference.id() + "'", reference.options(), Map.of());
        try (Trainer trainer = reference.open(new TrainerRequest(program, Optimiser.sgd(), parameters, 1, options))) {
            return probe(program, trainer, parameters, trained.vocabulary());
        }
    }

    private static Optional<Tensor> probe(Program program, Trainer trainer, float[] parameters, int tokens) {
        int n = program.states().get(0).width();
        float[] probes = probes(n);
        double[] values = new double[Math.multiplyExact(tokens, n * n)];
        for (int token = 0; token < tokens; token++) {
            float[] after = step(trainer, parameters, probes, n + 2, token);
            double largest = 0;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    double entry = (double) after[i * n + j] - after[n * n + j];
                    values[(token * n + i) * n + j] = entry;
                    largest = Math.max(largest, Math.abs(entry));
                }
            }
            if (!isAffine(values, token, probes, after, n, largest)) {
                return Optional.empty();
            }
        }
        return Optional.of(new Tensor(tokens, n, n, values));
    }

    /** Unit vectors, zero, and a random row to check with. */
    private static float[] probes(int n) {
        float[] probes = new float[(n + 2) * n];
        for (int i = 0; i < n; i++) {
            probes[i * n + i] = 1;
        }
        SeededRandom random = new SeededRandom(1);
        for (int j = 0; j < n; j++) {
            probes[(n + 1) * n + j] = (float) random.nextGaussian();
        }
        return probes;
    }

    private static float[] step(Trainer trainer, float[] parameters, float[] probes, int rows, int token) {
        trainer.restore(new TrainerState(0, parameters, List.of(), List.of(probes)));
        int[] tokens = new int[rows];
        Arrays.fill(tokens, token);
        byte[] mask = new byte[rows];
        Arrays.fill(mask, (byte) 1);
        trainer.gradients(Batch.ofTokens(1, rows, tokens, new int[rows], mask, true));
        return trainer.export().hidden().get(0);
    }

    private static boolean isAffine(double[] values, int token, float[] probes, float[] after, int n, double largest) {
        double bound = TOLERANCE * Math.max(largest, 1e-30) * n;
        for (int j = 0; j < n; j++) {
            double expected = after[n * n + j];
            for (int i = 0; i < n; i++) {
                expected += probes[(n + 1) * n + i] * values[(token * n + i) * n + j];
            }
            if (!(Math.abs(expected - after[(n + 1) * n + j]) <= bound)) {
                return false;
            }
        }
        return true;
    }
}
