package io.recurbench.testkit.rule;

import io.recurbench.api.Options;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.stability.Stability;
import io.recurbench.reference.Pass;
import io.recurbench.reference.ReferenceModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The models on which a backend is compared with the reference for one cell. */
@Stability.Experimental
public final class ParityModels {
    /** Parameters times positions that the reference passes through in about a tenth of a second. */
    private static final long AFFORDABLE = 4_000_000;

    /** Parameters of the largest model that the reference takes. */
    private static final int LARGEST = 1_500_000;

    private static final int ODD_SIZE = 17;
    private static final int FEWEST_ROWS = 3;
    private static final int FEWEST_STEPS = 3;

    private ParityModels() {}

    /** A cell at awkward sizes, behind every kind of input and output, with every choice of its options. */
    public static List<ModelCase> all(Cell cell, ModelDraw draw) {
        return new Catalogue(draw).sweep(List.of(cell), Extent.FULL);
    }

    /** A model and its batch, cut down to what the reference can do in a moment, and the same cell at an odd size. */
    public static List<ModelCase> around(ModelSpec spec, int rows, int steps, ModelDraw draw) {
        List<ModelCase> models = new ArrayList<>();
        models.add(affordable(spec, rows, steps, draw));
        resized(spec, ODD_SIZE, rows, steps, draw)
                .filter(model -> !model.spec().equals(models.get(0).spec()))
                .ifPresent(models::add);
        return models;
    }

    private static ModelCase affordable(ModelSpec spec, int rows, int steps, ModelDraw draw) {
        if (Sizing.hasHidden(spec.cell())) {
            for (int hidden = spec.options().integer("hidden"); hidden > ODD_SIZE; hidden /= 2) {
                Optional<ModelCase> model = hidden == spec.options().integer("hidden")
                        ? Optional.of(model(spec, rows, steps, draw))
                        : resized(spec, hidden, rows, steps, draw);
                if (model.isPresent() && model.get().program().parameterCount() <= LARGEST) {
                    return model.get();
                }
            }
        }
        return model(spec, rows, steps, draw);
    }

    /** The same model with another hidden size; its choices and switches stay, its other sizes are made to fit. */
    private static Optional<ModelCase> resized(ModelSpec spec, int hidden, int rows, int steps, ModelDraw draw) {
        if (!Sizing.hasHidden(spec.cell())) {
            return Optional.empty();
        }
        Map<String, Object> fixed = Sizing.withoutWholeNumbers(spec.cell(), spec.options());
        return Sizing.at(hidden, spec.cell(), fixed, options -> model(with(spec, options), rows, steps, draw));
    }

    private static ModelSpec with(ModelSpec spec, Options options) {
        return new ModelSpec(
                spec.cell(), options, spec.layers(), spec.input(), spec.embedding(), spec.output(), spec.readoutBias());
    }

    private static ModelCase model(ModelSpec spec, int rows, int steps, ModelDraw draw) {
        String name = spec.cell().id() + " " + spec.options() + " layers=" + spec.layers() + " input="
                + spec.input().size() + " output=" + spec.output().width();
        ModelCase whole = draw.model(name, spec, rows, steps);
        long positions = Math.max(1, AFFORDABLE / whole.program().parameterCount());
        int fewerSteps = (int) Math.min(steps, Math.max(FEWEST_STEPS, positions / FEWEST_ROWS / 2));
        int fewerRows = (int) Math.min(rows, Math.max(FEWEST_ROWS, positions / fewerSteps));
        return tame(new ModelCase(
                name, whole.spec(), whole.program(), whole.parameters(), fewerRows, fewerSteps, whole.seed()));
    }

    /** The model on half as many steps, again and again until it has not grown without bound by its last. */
    private static ModelCase tame(ModelCase model) {
        Pass pass = new ReferenceModel(model.program()).train(Deviations.widen(model.parameters()), model.batch(0));
        if (model.steps() == 1 || (Tolerances.isTame(pass.loss()) && Tolerances.isTame(pass.gradient()))) {
            return model;
        }
        return tame(new ModelCase(
                model.name(),
                model.spec(),
                model.program(),
                model.parameters(),
                model.rows(),
                model.steps() / 2,
                model.seed()));
    }
}
