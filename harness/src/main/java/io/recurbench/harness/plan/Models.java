package io.recurbench.harness.plan;

import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import io.recurbench.api.service.ProgramCompiler;
import io.recurbench.api.service.Services;
import io.recurbench.harness.discovery.FoundPlugin;
import io.recurbench.harness.discovery.PluginFailure;
import java.util.HashMap;
import java.util.Map;

/** Compiled models: each is compiled once, however many seeds and backends use it. Thread-safe. */
public final class Models {
    private final ProgramCompiler compiler = Services.compiler();
    private final Map<ModelSpec, Program> compiled = new HashMap<>();
    private final Map<ModelSpec, PluginFailure> failed = new HashMap<>();

    /**
     * The program of a model; throws what {@link ProgramCompiler#compile} throws. A cell that fails has failed for good.
     *
     * @param cell the model's cell, to be named where it fails
     */
    public Program program(FoundPlugin<Cell> cell, ModelSpec model) {
        synchronized (compiled) {
            PluginFailure before = failed.get(model);
            if (before != null) {
                throw before;
            }
            Program program = compiled.get(model);
            if (program == null) {
                try {
                    program = cell.call("the compilation", () -> compiler.compile(model));
                } catch (PluginFailure e) {
                    failed.put(model, e);
                    throw e;
                }
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
