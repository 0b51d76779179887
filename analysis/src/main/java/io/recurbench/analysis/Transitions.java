package io.recurbench.analysis;

import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.SeededRandom;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.backend.TrainerState;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.StateSpec;
import io.recurbench.api.service.ProgramCompiler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The transition tensor of a trained cell, read off the cell itself: without activation and normalisation the new state of
 * a second-order cell is an affine function of the old one, so one step from each unit vector, less one step from zero,
 * gives a token's matrix. So it is found for any cell that is affine in its state, however its tensor is decomposed. The
 * states of a cell that has several are one state, side by side.
 */
public final class Transitions {
    /** Largest departure from an affine map, relative to the largest entry, that float state explains. */
    private static final double TOLERANCE = 1e-4;

    /** Share of the heap that a tensor may take: its unfoldings and their decompositions take several times as much. */
    private static final int SHARE_OF_HEAP = 16;

    private final ProgramCompiler compiler;
    private final Backend reference;

    /** Probes on a backend, which should be the reference: it computes in double precision. */
    public Transitions(ProgramCompiler compiler, Backend reference) {
        this.compiler = compiler;
        this.reference = reference;
    }

    /**
     * What was read off a cell.
     *
     * @param tensor {@code [tokens][state][state]}: slice k times the state's row is what token k makes of it; empty if there
     *     is none
     * @param words its format and its states, or why there is none
     */
    public record Reading(Optional<Tensor> tensor, String words) {}

    /**
     * Reads the tensor.
     *
     * @param zeroed names of parameters to take as zero: {@code V} leaves the second-order term alone
     * @throws RecurbenchException of kind RESULT if the parameters are not those of the cell; of kind RESOURCE if the tensor
     *     is too large
     */
    public Reading of(TrainedCell trained, List<String> zeroed) {
        Options linear = trained.with(Map.of("activation", "identity", "normalise", "none"));
        Program program = compiler.compile(new ModelSpec(
                trained.cell(),
                linear,
                1,
                InputSpec.tokens(trained.vocabulary()),
                trained.embedding(),
                OutputSpec.classes(trained.classes()),
                true));
        float[] parameters = trained.flat(program.parameters(), zeroed);
        checkSize(trained.vocabulary(), width(program));
        Options options = Options.resolve("backend '" + reference.id() + "'", reference.options(), Map.of());
        try (Trainer trainer = reference.open(new TrainerRequest(program, Optimiser.sgd(), parameters, 1, options))) {
            return probe(program, trainer, parameters, trained);
        }
    }

    private static int width(Program program) {
        return program.states().stream().mapToInt(StateSpec::width).reduce(0, Math::addExact);
    }

    private static void checkSize(int tokens, int width) {
        double bytes = (double) Double.BYTES * tokens * width * width;
        long room = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
        if (bytes > room || bytes / Double.BYTES > Integer.MAX_VALUE) {
            throw new RecurbenchException(
                    RecurbenchException.Kind.RESOURCE,
                    "its transition tensor of " + tokens + " x " + width + " x " + width
                            + " is too large for a heap of "
                            + (Runtime.getRuntime().maxMemory() >> 20)
                            + " MiB: leave the cell out with --cell, or give the JVM more with -Xmx",
                    null);
        }
    }

    private static Reading probe(Program program, Trainer trainer, float[] parameters, TrainedCell trained) {
        int tokens = trained.vocabulary();
        int n = width(program);
        float[] probes = probes(n);
        double[] values = new double[tokens * n * n];
        for (int token = 0; token < tokens; token++) {
            double[] after = step(program, trainer, parameters, probes, token);
            if (!Arrays.stream(after).allMatch(Double::isFinite)) {
                return new Reading(
                        Optional.empty(), "none: a step of " + trained.cell().id() + " from a unit vector overflows");
            }
            double largest = 0;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    double entry = after[i * n + j] - after[n * n + j];
                    values[(token * n + i) * n + j] = entry;
                    largest = Math.max(largest, Math.abs(entry));
                }
            }
            if (!isAffine(values, token, probes, after, n, largest)) {
                return new Reading(
                        Optional.empty(),
                        "none: the step of " + trained.cell().id() + " is not affine in its " + names(program));
            }
        }
        String states = program.states().size() == 1 ? "" : " (" + names(program) + " side by side)";
        return new Reading(Optional.of(new Tensor(tokens, n, n, values)), tokens + " x " + n + " x " + n + states);
    }

    private static String names(Program program) {
        return program.states().size() == 1
                ? "state"
                : program.states().stream().map(StateSpec::name).collect(Collectors.joining(" and ", "states ", ""));
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

    /** One step of all rows on a token, from and to states side by side. */
    private static double[] step(Program program, Trainer trainer, float[] parameters, float[] probes, int token) {
        int n = width(program);
        int rows = probes.length / n;
        List<float[]> before = new ArrayList<>();
        for (int state = 0, column = 0; state < program.states().size(); state++) {
            int width = program.states().get(state).width();
            float[] own = new float[rows * width];
            for (int row = 0; row < rows; row++) {
                System.arraycopy(probes, row * n + column, own, row * width, width);
            }
            before.add(own);
            column += width;
        }
        trainer.restore(new TrainerState(0, parameters, List.of(), before));
        int[] tokens = new int[rows];
        Arrays.fill(tokens, token);
        byte[] mask = new byte[rows];
        Arrays.fill(mask, (byte) 1);
        trainer.gradients(Batch.ofTokens(1, rows, tokens, new int[rows], mask, true));
        List<float[]> hidden = trainer.export().hidden();
        double[] after = new double[rows * n];
        for (int state = 0, column = 0; state < program.states().size(); state++) {
            int width = program.states().get(state).width();
            for (int i = 0; i < rows * width; i++) {
                after[i / width * n + column + i % width] = hidden.get(state)[i];
            }
            column += width;
        }
        return after;
    }

    private static boolean isAffine(double[] values, int token, float[] probes, double[] after, int n, double largest) {
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
