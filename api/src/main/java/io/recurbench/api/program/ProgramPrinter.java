package io.recurbench.api.program;

import io.recurbench.api.stability.Stability;
import io.recurbench.api.text.Visible;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Writes a program as text: a line for each operation, {@code v12 STEP[128] = tanh(v11)}, under the stage in which it
 * stands. The same program gives the same text, on every JVM and in every locale.
 */
@Stability.Experimental
public final class ProgramPrinter {
    private final Program program;
    private final StringBuilder text = new StringBuilder();

    private ProgramPrinter(Program program) {
        this.program = program;
    }

    /** The whole program. */
    public static String print(Program program) {
        ProgramPrinter printer = new ProgramPrinter(program);
        printer.header();
        printer.graph("training", program.training());
        printer.graph("evaluation", program.evaluation());
        return printer.text.toString();
    }

    /** The operations of one graph of a program, stage by stage. */
    public static String print(Program program, Graph graph) {
        ProgramPrinter printer = new ProgramPrinter(program);
        printer.stages(graph, "");
        return printer.text.toString();
    }

    /** What an operation does, without the value that it defines: {@code tanh(v11)}. */
    public static String print(Program program, Operation operation) {
        return operation.accept(new OperationText(program));
    }

    private void header() {
        line("program %s", program.name());
        line(
                "input %s[%d], output %s[%d]",
                program.input().isTokens() ? "tokens" : "dense",
                program.input().size(),
                program.output().loss() == OutputSpec.LossKind.SOFTMAX_CROSS_ENTROPY ? "classes" : "numbers",
                program.output().width());
        line("parameters: %d, trained: %d", program.parameterCount(), program.trainableCount());
        for (Parameter parameter : program.parameters()) {
            line(
                    "  %s%s ~ %s%s",
                    parameter.name(),
                    parameter.shape(),
                    parameter.initialiser(),
                    parameter.trainable() ? "" : ", frozen");
        }
        line("states");
        for (StateSpec state : program.states()) {
            line("  %s[%d]", state.name(), state.width());
        }
    }

    private void graph(String name, Graph graph) {
        line("%s", name);
        stages(graph, "  ");
        for (Recurrence r : graph.recurrences()) {
            line(
                    "  state %s: initial %s, current %s, next %s, carried adjoint %s, current adjoint %s",
                    program.states().get(r.state()).name(),
                    value(r.initial()),
                    value(r.current()),
                    value(r.next()),
                    value(r.carriedAdjoint()),
                    value(r.currentAdjoint()));
        }
        line("  output %s, loss %s", value(graph.output()), value(graph.loss()));
        for (int i = 0; i < graph.gradients().size(); i++) {
            line(
                    "  gradient of %s: %s",
                    program.parameters().get(i).name(), value(graph.gradients().get(i)));
        }
    }

    private void stages(Graph graph, String indent) {
        OperationText operations = new OperationText(program);
        for (Stage stage : graph.stages()) {
            String states = stage.states().stream()
                    .map(s -> program.states().get(s).name())
                    .collect(Collectors.joining(", "));
            line("%s%s%s", indent, stage.kind(), states.isEmpty() ? "" : " of " + states);
            for (int id : stage.operations()) {
                line("%s  %s", indent, operations.line(graph.operation(id)));
            }
        }
    }

    private static String value(int id) {
        return id < 0 ? "-" : "v" + id;
    }

    private void line(String format, Object... arguments) {
        // The names of parameters and states are a plugin's.
        text.append(Visible.line(String.format(Locale.ROOT, format, arguments))).append('\n');
    }
}
