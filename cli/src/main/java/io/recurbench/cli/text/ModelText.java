package io.recurbench.cli.text;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.GraphCost;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.ProgramPrinter;
import io.recurbench.api.program.Space;
import io.recurbench.api.program.Stage;
import io.recurbench.api.record.PluginRef;
import io.recurbench.api.record.TrialSetting;
import io.recurbench.cli.answer.Answer;
import io.recurbench.cli.terminal.Console;
import io.recurbench.harness.plan.PlannedModel;
import io.recurbench.harness.plan.PlannedTrial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What {@code show} tells of models: how large they are, what a step of training costs, and their programs. */
public final class ModelText {
    private final TrialSetting setting;
    private final PlannedModel model;
    private final Program program;

    private ModelText(PlannedTrial trial) {
        this.setting = trial.spec().setting();
        this.model = trial.model().orElseThrow();
        this.program = model.program();
    }

    public static Answer answer(Collection<PlannedTrial> trials, Console console) {
        List<ModelText> models = trials.stream().map(ModelText::new).toList();
        Map<String, Object> data =
                Map.of("models", models.stream().map(ModelText::describe).toList());
        String text =
                models.stream().map(model -> model.text(console.columns())).collect(Collectors.joining("\n\n"));
        return Answer.of(data, text);
    }

    private String text(int columns) {
        Layout head = new Layout(columns, "");
        head.row("cell", named(setting.cell()));
        head.row("task", named(setting.task()));
        head.row(
                "stack",
                setting.layers()
                        + (setting.layers() == 1 ? " layer, " : " layers, ")
                        + (setting.embedding() == 0 ? "no embedding" : "embedding of " + setting.embedding()));
        head.row("batch", String.format(Locale.ROOT, "T x B = %,d positions, the largest", model.positions()));
        head.row(
                "rows",
                Arrays.stream(Space.values())
                        .map(space -> String.format(
                                Locale.ROOT, "%s %,d", space, trained().rows(space)))
                        .collect(Collectors.joining(", ")));
        head.row("trainer", "holds about " + TrialText.bytes(model.memoryBytes()));
        List<String> lines = new ArrayList<>(head.lines());
        lines.add("");
        cost(lines, "training", program.training());
        lines.add(row("  kept for later stages, bytes", trained().keptBytes()));
        cost(lines, "evaluation", program.evaluation());
        lines.add("");
        ProgramPrinter.print(program).lines().forEach(lines::add);
        return Answer.text(lines);
    }

    private static String named(PluginRef plugin) {
        return plugin.id()
                + plugin.options().entrySet().stream()
                        .map(option -> ", " + option.getKey() + "=" + option.getValue())
                        .collect(Collectors.joining());
    }

    private void cost(List<String> lines, String name, Graph graph) {
        GraphCost cost = cost(graph);
        lines.add(row(name + ", operations in matrix products", cost.productOperations()));
        for (Stage stage : graph.stages()) {
            List<String> states = states(stage);
            String of = states.isEmpty() ? "" : " of " + String.join(", ", states);
            lines.add(row("  " + stage.kind() + of, cost.productOperations(stage)));
        }
    }

    private static String row(String name, long number) {
        return String.format(Locale.ROOT, "%-44s %,20d", name, number);
    }

    private GraphCost trained() {
        return cost(program.training());
    }

    private GraphCost cost(Graph graph) {
        return new GraphCost(program, graph, model.positions());
    }

    private List<String> states(Stage stage) {
        return stage.states().stream()
                .map(state -> program.states().get(state).name())
                .toList();
    }

    private Map<String, Object> describe() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("cell", setting.cell());
        facts.put("task", setting.task());
        facts.put("layers", setting.layers());
        facts.put("embedding", setting.embedding());
        facts.put("positions", model.positions());
        facts.put("memoryBytes", model.memoryBytes());
        facts.put("keptBytes", trained().keptBytes());
        facts.put("name", program.name());
        facts.put("input", program.input());
        facts.put("output", program.output());
        facts.put("parameterCount", program.parameterCount());
        facts.put("trainableCount", program.trainableCount());
        facts.put(
                "parameters",
                program.parameters().stream().map(ModelText::describe).toList());
        facts.put("states", program.states());
        facts.put("training", describe(program.training()));
        facts.put("evaluation", describe(program.evaluation()));
        return facts;
    }

    private static Map<String, Object> describe(Parameter parameter) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", parameter.name());
        facts.put("shape", parameter.shape());
        facts.put("size", parameter.size());
        facts.put("offset", parameter.offset());
        facts.put("trainable", parameter.trainable());
        facts.put("initialiser", parameter.initialiser().toString());
        return facts;
    }

    private Map<String, Object> describe(Graph graph) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("productOperations", cost(graph).productOperations());
        facts.put(
                "stages",
                graph.stages().stream().map(stage -> describe(graph, stage)).toList());
        facts.put("recurrences", graph.recurrences());
        facts.put("output", graph.output());
        facts.put("loss", graph.loss());
        facts.put("gradients", graph.gradients());
        return facts;
    }

    private Map<String, Object> describe(Graph graph, Stage stage) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("kind", stage.kind());
        facts.put("states", states(stage));
        facts.put("productOperations", cost(graph).productOperations(stage));
        facts.put(
                "operations",
                stage.operations().stream()
                        .map(id -> describe(graph, graph.operation(id)))
                        .toList());
        return facts;
    }

    private Map<String, Object> describe(Graph graph, Operation operation) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("id", operation.id());
        facts.put("space", operation.space());
        facts.put("rows", cost(graph).rows(operation.space()));
        facts.put("width", operation.width());
        facts.put("inputs", operation.inputs());
        facts.put("text", ProgramPrinter.print(program, operation));
        facts.put("productOperations", cost(graph).productOperations(operation));
        return facts;
    }
}
