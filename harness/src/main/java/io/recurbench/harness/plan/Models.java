package io.recurbench.harness.plan;

import io.recurbench.api.ModelSpec;
import io.recurbench.api.ProgramCompiler;
import io.recurbench.api.Services;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import java.util.HashMap;
import java.util.Map;

/** Compiled models: each is compiled once, however many seeds and backends use it. Thread-safe. */
public final class Models {
    private final ProgramCompiler compiler = Services.compiler();
    private final Map<ModelSpec, Program> compiled = new HashMap<>();

    /** The program of a model; throws what {@link ProgramCompiler#compile} throws. */
    public Program program(ModelSpec model) {
        synchronized (compiled) {
            Program program = compiled.get(model);
            if (program == null) {
                program = compiler.compile(model);
                compiled.put(model, program);
            }
            return program;
        }
    }

    /** First values of all parameters. */
    public float[] drawParameters(Program program, long seed) {
        return compiler.drawParameters(program, seed);
    }

    /** Numbers of parameters, as they stand in a record: recurrent is all but the readout. */
    public static Map<String, Long> counts(Program program) {
        long readout = program.parameters().stream()
                .filter(parameter -> parameter.name().startsWith("readout."))
                .mapToLong(Parameter::size)
                .sum();
        long total = program.parameterCount();
        return Map.of("total", total, "trainable", (long) program.trainableCount(), "recurrent", total - readout);
    }
}
