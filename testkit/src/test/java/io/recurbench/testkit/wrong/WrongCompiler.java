package io.recurbench.testkit.wrong;

import io.recurbench.api.ModelSpec;
import io.recurbench.api.ProgramCompiler;
import io.recurbench.api.Services;
import io.recurbench.api.program.Program;
import java.util.function.UnaryOperator;

/**
 * A compiler that makes one mistake.
 *
 * @param change what it does to a right program
 */
record WrongCompiler(UnaryOperator<Program> change) implements ProgramCompiler {
    @Override
    public Program compile(ModelSpec model) {
        return change.apply(Services.compiler().compile(model));
    }

    @Override
    public float[] drawParameters(Program program, long seed) {
        return Services.compiler().drawParameters(program, seed);
    }
}
