package io.recurbench.api.service;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.program.Program;
import io.recurbench.api.stability.Stability;

/** Turns a model into a program and draws its first parameters. One is found at run time; see {@link Services}. */
@Stability.Stable
public interface ProgramCompiler {

    /**
     * Differentiates and schedules a model. The same specification gives an equal program.
     *
     * @throws RecurbenchException of kind USAGE that names the cell and the operation, if the cell is wrong
     */
    Program compile(ModelSpec model);

    /** Draws the first values of all parameters, each from a stream of its own derived from seed and name. */
    float[] drawParameters(Program program, long seed);
}
