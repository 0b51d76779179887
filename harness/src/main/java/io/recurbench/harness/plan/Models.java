package io.recurbench.harness.plan;

import io.recurbench.api.RecurbenchException;
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
     * The program of a model. A cell that fails has failed for good, and so has one whose shapes do not go together.
     *
     * @param cell the model's cell, to be named where it fails
     * @throws RecurbenchException where the cell refuses its options
     * @throws PluginFailure where it breaks a rule of how a step is written
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
                    program = compiled(cell, model);
                } catch (PluginFailure e) {
                    failed.put(model, e);
                    throw e;
                }
                compiled.put(model, program);
            }
            return program;
        }
    }

    private Program compiled(FoundPlugin<Cell> cell, ModelSpec model) {
        try {
            return cell.call("the compilation", () -> compiler.compile(model));
        } catch (RecurbenchException e) {
            throw e.kind() == RecurbenchException.Kind.CONFORMANCE ? cell.broken(e) : e;
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
