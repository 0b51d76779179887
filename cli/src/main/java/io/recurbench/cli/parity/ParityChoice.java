package io.recurbench.cli.parity;

import io.recurbench.api.Availability;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.cell.Cell;
import io.recurbench.harness.discovery.FoundPlugin;
import io.recurbench.harness.discovery.PluginCatalog;
import io.recurbench.testkit.cell.TestCells;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The backends and cells that {@code parity} is asked for. */
public final class ParityChoice {
    /** What backends are compared with: nothing is learned from comparing it with itself. */
    private static final String REFERENCE = "reference";

    private final PluginCatalog catalog;
    private final List<String> backendIds;
    private final List<String> cellIds;
    private final List<String> unavailable = new ArrayList<>();

    /**
     * A choice.
     *
     * @param backendIds backends that were asked for; none for all that are available
     * @param cellIds cells that were asked for; none for all
     */
    public ParityChoice(PluginCatalog catalog, List<String> backendIds, List<String> cellIds) {
        this.catalog = catalog;
        this.backendIds = List.copyOf(backendIds);
        this.cellIds = List.copyOf(cellIds);
    }

    /**
     * The backends.
     *
     * @throws RecurbenchException of kind ENVIRONMENT if one that was asked for by name, or every one, is not available
     */
    public List<FoundPlugin<Backend>> backends() {
        List<FoundPlugin<Backend>> chosen = new ArrayList<>();
        unavailable.clear();
        for (FoundPlugin<Backend> backend : asked()) {
            if (backend.plugin().availability() instanceof Availability.Unavailable reason) {
                unavailable.add("backend '" + backend.id() + "' is not available: " + reason.reason()
                        + (reason.remedy().isEmpty() ? "" : "; " + reason.remedy()));
            } else {
                chosen.add(backend);
            }
        }
        if (chosen.isEmpty() || (!backendIds.isEmpty() && !unavailable.isEmpty())) {
            throw RecurbenchException.environment(
                    unavailable.isEmpty() ? "there is no backend to compare" : String.join(". ", unavailable));
        }
        return chosen;
    }

    private List<FoundPlugin<Backend>> asked() {
        return backendIds.isEmpty()
                ? catalog.backends().stream()
                        .filter(backend -> !backend.id().equals(REFERENCE))
                        .toList()
                : backendIds.stream().distinct().map(catalog::backend).toList();
    }

    /** Backends that were left out, each with the reason; known once {@link #backends} was called. */
    public List<String> unavailable() {
        return List.copyOf(unavailable);
    }

    /** The cells: those named, else all that were found. */
    public List<Cell> cells() {
        return cells(FoundPlugin::plugin);
    }

    /**
     * The cells of rules: those named, else all that were found and those of the kit. A rule sees the plugin itself, not
     * one that is guarded against what the rule looks for.
     */
    public List<Cell> cellsOfRules() {
        List<Cell> cells = cells(FoundPlugin::unguarded);
        return cellIds.isEmpty() ? RuleTrial.standardCells(cells) : cells;
    }

    private List<Cell> cells(Function<FoundPlugin<Cell>, Cell> plugin) {
        return cellIds.isEmpty()
                ? catalog.cells().stream().map(plugin).toList()
                : cellIds.stream().distinct().map(id -> named(id, plugin)).toList();
    }

    private Cell named(String id, Function<FoundPlugin<Cell>, Cell> plugin) {
        return TestCells.all().stream()
                .filter(cell -> cell.id().equals(id))
                .findFirst()
                .orElseGet(() -> plugin.apply(catalog.cell(id)));
    }
}
