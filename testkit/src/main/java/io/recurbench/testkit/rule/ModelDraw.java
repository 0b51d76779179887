package io.recurbench.testkit.rule;

import io.recurbench.api.SeededRandom;
import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.program.Program;
import io.recurbench.api.service.ProgramCompiler;
import io.recurbench.api.stability.Stability;

/**
 * Makes models whose parameters and batches are drawn from one seed. A run of the kit has a seed of its own, so that no
 * backend can know its batches beforehand; with the seed it is repeated.
 *
 * @param compiler makes the programs
 * @param seed of the run
 */
@Stability.Experimental
public record ModelDraw(ProgramCompiler compiler, long seed) {
    /** Short enough to type. */
    private static final int SEEDS = 1_000_000;

    /** Enough to break the symmetry of zeros, ones and identities, too little to change how a cell behaves. */
    private static final double NOISE = 0.05;

    /**
     * Always the same: where rounding errors grow from update to update, only models that were seen before are known to
     * raise no false alarm.
     */
    public static ModelDraw known(ProgramCompiler compiler) {
        return new ModelDraw(compiler, 1);
    }

    /** With a seed that nobody knows before. */
    public static ModelDraw anew(ProgramCompiler compiler) {
        return new ModelDraw(compiler, new SeededRandom(System.nanoTime()).nextInt(SEEDS));
    }

    /**
     * Compiles a model and draws its parameters: the cell's own draw and a little noise on top, since a bias of zero or a
     * weight of the identity hides errors.
     *
     * @param rows B of its batches
     * @param steps T of its batches
     */
    public ModelCase model(String name, ModelSpec spec, int rows, int steps) {
        Program program = compiler.compile(spec);
        long own = SeededRandom.derive(seed, name);
        float[] parameters = compiler.drawParameters(program, own);
        SeededRandom random = new SeededRandom(SeededRandom.derive(own, "noise"));
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] += (float) (NOISE * random.nextGaussian());
        }
        return new ModelCase(name, spec, program, parameters, rows, steps, own);
    }
}
