package io.recurbench.api.task;

import io.recurbench.api.Options;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.program.Program;
import io.recurbench.api.service.ProgramCompiler;
import io.recurbench.api.service.Services;
import io.recurbench.api.stability.Stability;

/**
 * What is measured. The parity gate has it before the clock runs, and the clock in a JVM of its own: both make it of the
 * request in the one way there is, so that what was checked is what is timed.
 *
 * @param model the cell, its options, and what it stands between
 * @param workload the size of its batches
 * @param backend the backend
 * @param backendOptions its options, resolved
 * @param threads host threads
 */
@Stability.Experimental
public record SpeedSubject(
        ModelSpec model, SpeedWorkload workload, Backend backend, Options backendOptions, int threads) {

    /** What a request asks for, of the plugins that it names. */
    public static SpeedSubject of(SpeedRequest request, SpeedTask task, Cell cell, Backend backend) {
        SpeedWorkload workload = task.workload(request.options());
        Options cellOptions = Options.resolve("cell '" + cell.id() + "'", cell.options(), request.cellOptions());
        Options backendOptions =
                Options.resolve("backend '" + backend.id() + "'", backend.options(), request.backendOptions());
        return new SpeedSubject(
                workload.model(cell, cellOptions, request.layers()),
                workload,
                backend,
                backendOptions,
                request.threads());
    }

    /** What the trainer is opened with: the compiled model, and parameters that are drawn from the seed. */
    public TrainerRequest trainer(Optimiser optimiser, long seed) {
        ProgramCompiler compiler = Services.compiler();
        Program program = compiler.compile(model);
        return new TrainerRequest(program, optimiser, compiler.drawParameters(program, seed), threads, backendOptions);
    }
}
