package io.recurbench.testkit.rule;

import io.recurbench.api.Option;
import io.recurbench.api.cell.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The models on which a backend is examined: every cell at awkward sizes, behind every kind of input and output, with
 * every choice of its options. Compiles on demand, each model once.
 */
final class Catalogue {
    private final ModelDraw draw;
    private final Map<String, List<ModelCase>> made = new LinkedHashMap<>();

    Catalogue(ModelDraw draw) {
        this.draw = draw;
    }

    /** All: for comparing numbers. */
    List<ModelCase> sweep(List<Cell> cells, Extent extent) {
        List<ModelCase> models = new ArrayList<>();
        for (Cell cell : cells) {
            models.addAll(made.computeIfAbsent("sweep " + cell.id(), key -> sweep(cell, extent)));
        }
        return models;
    }

    /** A few sizes of each cell: for training. */
    List<ModelCase> training(List<Cell> cells, Extent extent) {
        List<ModelCase> models = new ArrayList<>();
        for (Cell cell : cells) {
            models.addAll(made.computeIfAbsent("training " + cell.id(), key -> training(cell, extent)));
        }
        return models;
    }

    /** Each cell once, at given sizes. */
    List<ModelCase> each(List<Cell> cells, ModelKind kind, Dimensions dimensions) {
        List<ModelCase> models = new ArrayList<>();
        for (Cell cell : cells) {
            models.addAll(made.computeIfAbsent(
                    kind + " " + dimensions + " " + cell.id(), key -> model(cell, kind, dimensions, Map.of())));
        }
        return models;
    }

    /** One cell at small sizes, behind every kind of input and output, with every choice of its options. */
    List<ModelCase> small(Cell cell, List<Integer> sizes) {
        return made.computeIfAbsent("small " + cell.id() + sizes, key -> {
            List<ModelCase> models = new ArrayList<>();
            for (int size : sizes) {
                for (ModelKind kind : ModelKind.values()) {
                    models.addAll(model(cell, kind, new Dimensions(size, 3, 4, 4), Map.of()));
                }
            }
            for (Map<String, Object> variant : variants(cell)) {
                models.addAll(model(cell, ModelKind.TOKENS, new Dimensions(3, 3, 4, 4), variant));
                models.addAll(model(cell, ModelKind.STACKED, new Dimensions(4, 3, 4, 4), variant));
            }
            return withoutRepetition(models);
        });
    }

    private List<ModelCase> sweep(Cell cell, Extent extent) {
        List<ModelCase> models = new ArrayList<>();
        for (Dimensions dimensions : extent == Extent.FULL ? Dimensions.awkward() : Dimensions.few()) {
            models.addAll(model(cell, ModelKind.TOKENS, dimensions, Map.of()));
        }
        for (ModelKind kind : ModelKind.values()) {
            if (kind != ModelKind.TOKENS) {
                models.addAll(model(cell, kind, new Dimensions(3, 3, 5, 7), Map.of()));
                models.addAll(model(cell, kind, new Dimensions(17, 5, 3, 11), Map.of()));
            }
        }
        for (Map<String, Object> variant : variants(cell)) {
            models.addAll(model(cell, ModelKind.TOKENS, Dimensions.SMALL, variant));
            models.addAll(model(cell, ModelKind.DENSE, Dimensions.SMALL, variant));
        }
        return withoutRepetition(models);
    }

    private List<ModelCase> training(Cell cell, Extent extent) {
        boolean full = extent == Extent.FULL;
        List<ModelCase> models = new ArrayList<>();
        for (int size : full ? List.of(3, 17, 33) : List.of(17)) {
            models.addAll(model(cell, ModelKind.TOKENS, new Dimensions(size, 5, 7, 7), Map.of()));
        }
        for (ModelKind kind : full ? List.of(ModelKind.values()) : List.of(ModelKind.NUMBERS)) {
            if (kind != ModelKind.TOKENS) {
                models.addAll(model(cell, kind, new Dimensions(9, 5, 4, 7), Map.of()));
            }
        }
        return withoutRepetition(models);
    }

    /** The model, or nothing if the cell takes no such size. */
    private List<ModelCase> model(Cell cell, ModelKind kind, Dimensions dimensions, Map<String, Object> variant) {
        return Sizing.at(dimensions.hidden(), cell, variant, options -> {
                    String name = cell.id() + " " + options + " " + kind.name().toLowerCase(Locale.ROOT)
                            + " vocabulary=" + dimensions.vocabulary() + " batch=" + dimensions.rows() + " steps="
                            + dimensions.steps();
                    return draw.model(
                            name,
                            kind.spec(cell, options, dimensions.vocabulary()),
                            dimensions.rows(),
                            dimensions.steps());
                })
                .stream()
                .toList();
    }

    /** A cell that has no such size takes the next one, which may be another's. */
    private static List<ModelCase> withoutRepetition(List<ModelCase> models) {
        Map<String, ModelCase> byName = new LinkedHashMap<>();
        models.forEach(model -> byName.putIfAbsent(model.name(), model));
        return List.copyOf(byName.values());
    }

    /** Every value of every switch and choice but the default, one at a time. */
    static List<Map<String, Object>> variants(Cell cell) {
        List<Map<String, Object>> variants = new ArrayList<>();
        for (Option option : cell.options()) {
            if (option.type() == Option.Type.FLAG) {
                variants.add(Map.of(option.name(), !(Boolean) option.defaultValue()));
            }
            for (String choice : option.choices()) {
                if (!choice.equals(option.defaultValue())) {
                    variants.add(Map.of(option.name(), choice));
                }
            }
        }
        return variants;
    }
}
