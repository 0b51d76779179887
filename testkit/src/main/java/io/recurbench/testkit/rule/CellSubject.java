package io.recurbench.testkit.rule;

import io.recurbench.api.Options;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.command.NameList;
import io.recurbench.api.command.ShellCommand;
import io.recurbench.api.service.ProgramCompiler;
import io.recurbench.api.stability.Stability;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A cell under examination. */
@Stability.Experimental
public final class CellSubject implements Subject {
    private static final List<Integer> SIZES = List.of(1, 2, 3, 5);

    private final Cell cell;
    private final ProgramCompiler compiler;
    private final Catalogue catalogue;

    /**
     * Makes a subject.
     *
     * @param cell the cell to examine
     * @param compiler makes the programs
     */
    public CellSubject(Cell cell, ProgramCompiler compiler) {
        this.cell = cell;
        this.compiler = compiler;
        this.catalogue = new Catalogue(ModelDraw.known(compiler));
    }

    /** The cell under examination. */
    public Cell cell() {
        return cell;
    }

    ProgramCompiler compiler() {
        return compiler;
    }

    @Override
    public String name() {
        return "cell " + cell.id();
    }

    @Override
    public ShellCommand command() {
        return ShellCommand.recurbench("parity").with("--cell=" + NameList.write(List.of(cell.id())));
    }

    /** The options for these values, the rest at their defaults. */
    Options resolve(Map<String, ?> values) {
        return Options.resolve("cell '" + cell.id() + "'", cell.options(), values);
    }

    /** Small models: all kinds of input and output, all sizes, all choices of the options. */
    List<ModelCase> models() {
        return catalogue.small(cell, SIZES);
    }

    /** One small model for each kind of input and output. */
    List<ModelCase> kinds() {
        return catalogue.small(cell, List.of(3));
    }

    /** Those of them that read one-hot tokens. */
    List<ModelCase> oneHot() {
        return kinds().stream()
                .filter(model -> model.spec().input().isTokens() && model.spec().embedding() == 0)
                .toList();
    }

    /** A rule that is tried on models. */
    static Rule<CellSubject> rule(
            String id,
            String title,
            Function<CellSubject, List<ModelCase>> models,
            ModelBody body,
            String... ifThisFails) {
        return new Rule<>(id, title, List.of(ifThisFails), subject -> {
            List<RuleCase> cases = new ArrayList<>();
            for (ModelCase model : models.apply(subject)) {
                cases.add(new RuleCase(model.name(), model.seed(), check -> body.run(subject, model, check)));
            }
            if (cases.isEmpty()) {
                return List.of(new RuleCase(
                        "",
                        0,
                        check -> check.that(
                                false,
                                "the cell compiles at no size that was tried: " + SIZES + "; rule C1 has the reason")));
            }
            return cases;
        });
    }

    /** What a rule does on a model. */
    @FunctionalInterface
    interface ModelBody {
        void run(CellSubject subject, ModelCase model, Check check) throws Exception;
    }
}
