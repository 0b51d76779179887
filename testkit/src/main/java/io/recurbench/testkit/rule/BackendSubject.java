package io.recurbench.testkit.rule;

import io.recurbench.api.Availability;
import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.command.NameList;
import io.recurbench.api.command.ShellCommand;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.stability.Stability;
import io.recurbench.reference.ReferenceBackend;
import io.recurbench.testkit.cell.TestCells;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** A backend under examination, the reference beside it, and the models on which they are compared. */
@Stability.Experimental
public final class BackendSubject implements Subject {
    private final Backend backend;
    private final Backend reference = new ReferenceBackend();
    private final Map<String, ?> given;
    private final Options options;
    private final List<Cell> cells;
    private final Extent extent;
    private final long seed;
    private final Catalogue catalogue;
    private final Catalogue drawn;

    /**
     * Makes a subject.
     *
     * @param backend the backend to examine
     * @param backendOptions its options by name; what is missing has its default
     * @param cells the cells to run on it, at least one
     * @param draw makes the models that nobody can know beforehand; all others are always the same
     * @param extent how many models
     */
    public BackendSubject(
            Backend backend, Map<String, ?> backendOptions, List<Cell> cells, ModelDraw draw, Extent extent) {
        if (cells.isEmpty()) {
            throw RecurbenchException.usage("conformance needs at least one cell to run on a backend");
        }
        this.backend = backend;
        this.given = new TreeMap<>(backendOptions);
        this.options = Options.resolve("backend '" + backend.id() + "'", backend.options(), backendOptions);
        this.cells = List.copyOf(cells);
        this.extent = extent;
        this.seed = draw.seed();
        this.catalogue = new Catalogue(ModelDraw.known(draw.compiler()));
        this.drawn = new Catalogue(draw);
    }

    /** The backend under examination. */
    public Backend backend() {
        return backend;
    }

    @Override
    public String name() {
        return "backend " + backend.id();
    }

    @Override
    public OptionalLong seed() {
        return OptionalLong.of(seed);
    }

    @Override
    public ShellCommand command() {
        ShellCommand command =
                ShellCommand.recurbench("parity").with("--backend=" + NameList.write(List.of(backend.id())));
        command = command.with("--seed", Long.toString(seed));
        for (Map.Entry<String, ?> option : given.entrySet()) {
            command = command.with("--option", option.getKey() + "=" + option.getValue());
        }
        // With the kit's own cells it is what is examined where no cell is named.
        List<String> ids = cells.stream().map(Cell::id).toList();
        boolean all = ids.containsAll(TestCells.all().stream().map(Cell::id).toList());
        return all ? command : command.withNames("--cell", ids);
    }

    /** Opens a trainer of the backend, on one thread. */
    Trainer open(ModelCase model, Optimiser optimiser) {
        return open(model, optimiser, 1);
    }

    Trainer open(ModelCase model, Optimiser optimiser, int threads) {
        return open(model, optimiser, threads, model.parameters());
    }

    Trainer open(ModelCase model, Optimiser optimiser, int threads, float[] parameters) {
        return backend.open(new TrainerRequest(model.program(), optimiser, parameters, threads, options));
    }

    /** Opens a trainer of the reference. */
    Trainer openReference(ModelCase model, Optimiser optimiser) {
        return openReference(model, optimiser, model.parameters());
    }

    Trainer openReference(ModelCase model, Optimiser optimiser, float[] parameters) {
        Options none = Options.resolve("backend 'reference'", reference.options(), Map.of());
        return reference.open(new TrainerRequest(model.program(), optimiser, parameters, 1, none));
    }

    /** Models on which numbers are compared: awkward sizes, all kinds of input and output, all options. */
    List<ModelCase> sweep() {
        return catalogue.sweep(cells, extent);
    }

    /** Those of the sweep with a parameter that is not trained. */
    List<ModelCase> withFrozen() {
        return sweep().stream()
                .filter(model -> !model.program().parameters().stream().allMatch(Parameter::trainable))
                .toList();
    }

    /** Each cell with parameters and batches that were drawn for this run. */
    List<ModelCase> drawn() {
        return drawn.each(cells, ModelKind.TOKENS, Dimensions.MANY_ROWS);
    }

    /** Models that are trained for some steps. */
    List<ModelCase> training() {
        return catalogue.training(cells, extent);
    }

    /** Each cell on tokens, small. */
    List<ModelCase> small() {
        return catalogue.each(cells, ModelKind.TOKENS, Dimensions.SMALL);
    }

    /** Each cell on rows of numbers, small. */
    List<ModelCase> dense() {
        return catalogue.each(cells, ModelKind.NUMBERS, Dimensions.SMALL);
    }

    /** Each cell on tokens and on rows of numbers, small. */
    List<ModelCase> smallAndDense() {
        return Stream.concat(small().stream(), dense().stream()).toList();
    }

    /** One model on tokens and one on rows of numbers, for what does not depend on the cell. */
    List<ModelCase> oneOfEachInput() {
        return Stream.concat(small().stream().limit(1), dense().stream().limit(1))
                .toList();
    }

    /** Whether the backend declares that the same calls on the same number of threads give the same bits. */
    boolean repeatable() {
        return backend.determinism() != Backend.Determinism.ROUNDING;
    }

    /** Each cell with rows enough for several threads. */
    List<ModelCase> manyRows() {
        return catalogue.each(cells, ModelKind.TOKENS, Dimensions.MANY_ROWS);
    }

    /** One model for what does not depend on the program. */
    List<ModelCase> one() {
        return small().stream().limit(1).toList();
    }

    /** A rule that is tried on models; not tried where the backend can't run here or says that it does not take a model. */
    static Rule<BackendSubject> rule(
            String id,
            String title,
            Function<BackendSubject, List<ModelCase>> models,
            ModelBody body,
            String... ifThisFails) {
        return new Rule<>(id, title, List.of(ifThisFails), subject -> {
            if (subject.backend.availability() instanceof Availability.Unavailable unavailable) {
                return List.of(
                        new RuleCase("", 0, check -> check.untriedIf(true, "unavailable: " + unavailable.reason())));
            }
            List<RuleCase> cases = new ArrayList<>();
            for (ModelCase model : models.apply(subject)) {
                cases.add(new RuleCase(model.name(), model.seed(), check -> {
                    subject.untriedIfRefused(model, check);
                    body.run(subject, model, check);
                }));
            }
            return cases;
        });
    }

    private void untriedIfRefused(ModelCase model, Check check) {
        Optional<String> refusal = backend.refuses(model.program());
        if (refusal.isPresent()) {
            check.refused(
                    "opening a program that the backend says it refuses",
                    RecurbenchException.class,
                    () -> open(model, Optimiser.sgd()).close());
            check.untriedIf(true, "refused: " + refusal.get());
        }
    }

    /** What a rule does on a model. */
    @FunctionalInterface
    interface ModelBody {
        void run(BackendSubject subject, ModelCase model, Check check) throws Exception;
    }
}
