package io.recurbench.testkit;

import io.recurbench.api.Availability;
import io.recurbench.api.Options;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.service.ProgramCompiler;
import io.recurbench.api.stability.Stability;
import io.recurbench.testkit.rule.ModelCase;
import io.recurbench.testkit.rule.ModelDraw;
import io.recurbench.testkit.rule.ParityModels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Compares a backend with the reference on one cell: loss, every gradient by name, evaluation and a loss curve. The gate
 * before speed is published (M3), and what {@code recurbench parity} prints.
 */
@Stability.Experimental
public final class Parity {
    private static final int GATE_UPDATES = 10;
    private static final int FULL_UPDATES = 50;

    private final ModelDraw draw;

    /** Compares programs of this compiler. */
    public Parity(ProgramCompiler compiler) {
        this.draw = ModelDraw.known(compiler);
    }

    /**
     * Compares quickly, in about a second: the model of a trial itself, on a batch that is cut down to what the reference
     * computes in a moment (a model that is too large for it is cut down as well), and the same cell at an odd size.
     *
     * @param rows B of the trial
     * @param steps T of the trial
     */
    public ParityReport gate(ParityTarget target, ModelSpec spec, int rows, int steps) {
        List<ModelCase> models = ParityModels.around(spec, rows, steps, draw);
        return compare(target, spec.cell(), models, GATE_UPDATES, parityCase -> {});
    }

    /**
     * Compares thoroughly: the cell at awkward sizes, behind every kind of input and output, with every choice of its
     * options, and 50 updates each.
     *
     * @param progress takes each comparison as it is done
     */
    public ParityReport full(ParityTarget target, Cell cell, Consumer<ParityCase> progress) {
        return compare(target, cell, ParityModels.all(cell, draw), FULL_UPDATES, progress);
    }

    private static ParityReport compare(
            ParityTarget target, Cell cell, List<ModelCase> models, int updates, Consumer<ParityCase> progress) {
        String backend = target.backend().id();
        if (target.backend().availability() instanceof Availability.Unavailable unavailable) {
            return new ParityReport(cell.id(), backend, List.of(), List.of(unavailable.reason()));
        }
        Options options =
                Options.resolve("backend '" + backend + "'", target.backend().options(), target.options());
        List<ParityCase> cases = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (ModelCase model : models) {
            Optional<String> refusal = target.backend().refuses(model.program());
            if (refusal.isPresent()) {
                refused.add(model.name() + ": " + refusal.get());
                continue;
            }
            ParityCase parityCase = new Comparison(target.backend(), options, target.threads(), model).run(updates);
            cases.add(parityCase);
            progress.accept(parityCase);
        }
        return new ParityReport(cell.id(), backend, cases, refused);
    }
}
