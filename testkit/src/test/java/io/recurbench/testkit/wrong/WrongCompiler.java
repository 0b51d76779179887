package io.recurbench.testkit.wrong;

import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.program.Program;
import io.recurbench.api.service.ProgramCompiler;
import io.recurbench.api.service.Services;
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
