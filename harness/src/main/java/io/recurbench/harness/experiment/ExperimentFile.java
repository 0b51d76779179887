package io.recurbench.harness.experiment;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.Reference;
import io.recurbench.api.text.Suggestion;
import io.recurbench.harness.discovery.PluginCatalog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An experiment file: the experiment and its scales. */
public final class ExperimentFile {
    private final String source;
    private final Node.Fields base;
    private final Map<String, Node.Fields> scales = new LinkedHashMap<>();
    private final Map<String, Map<String, Node>> settings = new LinkedHashMap<>();

    private ExperimentFile(String source, Node.Fields base) {
        this.source = source;
        this.base = base;
    }

    /**
     * Reads a file. Every scale is checked, also those that are not run.
     *
     * @param source name of the file, for messages
     * @throws RecurbenchException of kind USAGE, with file, line and the nearest known key
     */
    public static ExperimentFile read(String source, String text) {
        Node tree = Yaml.read(source, text);
        if (!(tree instanceof Node.Fields top)) {
            throw Section.error(
                    source, tree.line(), "expected a mapping with 'id', 'tasks' and 'cells', not " + tree.word());
        }
        ExperimentFile file = new ExperimentFile(source, top.without("scales"));
        Node scales = top.fields().get("scales");
        if (scales != null && !(scales instanceof Node.Fields)) {
            throw Section.error(source, scales.line(), "'scales' expects a mapping of names to what they change");
        }
        if (scales instanceof Node.Fields blocks) {
            blocks.fields().forEach(file::addScale);
        }
        file.experiment();
        file.scales.keySet().forEach(name -> file.bind(file.scaled(Optional.of(name))));
        return file;
    }

    /** The id that a file gives itself, which may be well where nothing else is. */
    static Optional<String> id(String source, String text) {
        try {
            return Yaml.read(source, text) instanceof Node.Fields top
                            && top.fields().get("id") instanceof Node.Scalar id
                            && ExperimentReader.isId(id.text())
                    ? Optional.of(id.text())
                    : Optional.empty();
        } catch (RecurbenchException e) {
            return Optional.empty();
        }
    }

    /** What would be the file of an experiment with one cell on one task, which ends after one update. */
    public static ExperimentFile of(String cell, String task) {
        Node.Fields training = new Node.Fields(Map.of("updates", new Node.Scalar("1", false, 0)), 0);
        Node.Fields base = new Node.Fields(
                Map.of(
                        "id", new Node.Scalar("single", true, 0),
                        "cells", new Node.Items(List.of(new Node.Scalar(cell, true, 0)), 0),
                        "tasks", new Node.Items(List.of(new Node.Scalar(task, true, 0)), 0),
                        "training", training),
                0);
        return new ExperimentFile("the command line", base);
    }

    private void addScale(String name, Node block) {
        if (!(block instanceof Node.Fields fields)) {
            throw Section.error(source, block.line(), "scale '" + name + "' expects a mapping, not " + block.word());
        }
        for (String key : List.of("id", "scales")) {
            if (fields.fields().containsKey(key)) {
                throw Section.error(source, block.line(), "scale '" + name + "' cannot change '" + key + "'");
            }
        }
        Node set = fields.fields().get("set");
        if (set != null && !(set instanceof Node.Fields)) {
            throw Section.error(source, set.line(), "'set' expects a mapping of paths such as cell.hidden to values");
        }
        scales.put(name, fields.without("set"));
        settings.put(name, set instanceof Node.Fields paths ? paths.fields() : Map.of());
    }

    /** Names of the scales. */
    public List<String> scales() {
        return List.copyOf(scales.keySet());
    }

    /** The experiment as it stands, at no scale. */
    public Experiment experiment() {
        return bind(base);
    }

    /**
     * The experiment at a scale with the command line's changes, which need the plugins' options.
     *
     * @param scale a scale of the file; without one, or at {@code paper} where the file has no such scale, the experiment
     *     as it stands
     */
    public Experiment experiment(Optional<String> scale, Overrides overrides, PluginCatalog catalog) {
        Overriding overriding = new Overriding(catalog);
        Node.Fields tree = scaled(scale);
        for (Map.Entry<String, Node> setting :
                settings.getOrDefault(scale.orElse(""), Map.of()).entrySet()) {
            tree = overriding.set(tree, source, setting.getKey(), setting.getValue());
        }
        Experiment written = experiment();
        Experiment scaled = bind(tree);
        Experiment changed = bind(overriding.apply(tree, overrides));
        List<Reference> references = References.follow(written.references(), written, scaled);
        Experiment whole = changed.with(References.follow(references, scaled, changed));
        // A run keeps the experiment as text and reads it again: what could not be read is refused now.
        Yaml.checkLength(source + ", written out,", whole.toYaml().length());
        return whole;
    }

    private Experiment bind(Node.Fields tree) {
        return new ExperimentReader(source).bind(tree);
    }

    private Node.Fields scaled(Optional<String> scale) {
        if (scale.isEmpty()) {
            return base;
        }
        Node.Fields block = scales.get(scale.get());
        if (block != null) {
            return base.merge(block);
        }
        if (scale.get().equals("paper")) {
            return base;
        }
        throw RecurbenchException.usage(
                source + " has no scale '" + scale.get() + "'" + Suggestion.of(scale.get(), scales.keySet())
                        + "; it has " + (scales.isEmpty() ? "none" : String.join(", ", scales.keySet())));
    }
}
