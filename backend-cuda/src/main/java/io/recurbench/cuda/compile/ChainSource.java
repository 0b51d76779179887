package io.recurbench.cuda.compile;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The kernel of a chain as CUDA C++. Sizes, strides and constants are arguments: chains that do the same have the same
 * source and name, whatever their widths.
 *
 * @param name of the kernel, made of a digest of its text
 * @param text the struct of its arguments and the kernel
 */
public record ChainSource(String name, String text) {
    private static final String NAME = "NAME";

    public static ChainSource of(Chain chain, Graph graph) {
        String text = new Writer(chain, graph).text();
        String name = "chain_" + CompileCache.digest(text).substring(0, 16);
        return new ChainSource(name, text.replace(NAME, name));
    }

    /** One source with all kernels of some chains, each once. */
    public static String together(Stream<ChainSource> sources) {
        return Sources.prelude() + "\n"
                + sources.distinct().map(ChainSource::text).collect(Collectors.joining("\n"));
    }

    /** Writes one kernel. */
    private static final class Writer {
        private final Chain chain;
        private final Graph graph;
        private final Map<Integer, String> names = new HashMap<>();
        private final StringBuilder body = new StringBuilder();
        private int constants;

        Writer(Chain chain, Graph graph) {
            this.chain = chain;
            this.graph = graph;
        }

        String text() {
            for (int i = 0; i < chain.inputs().size(); i++) {
                int input = chain.inputs().get(i);
                String column = chain.isOfBlocks(graph.operation(input))
                        ? "j / a.in[%d].column"
                        : "(long long)j * a.in[%d].column";
                names.put(input, "x" + i);
                line("  float x%d = a.in[%d].p[rowOf(a.in[%d], a.tokens, row) + " + column + "];", i, i, i, i);
            }
            for (int i = 0; i < chain.operations().size(); i++) {
                Operation.Elementwise operation = chain.operations().get(i);
                String expression = expression(operation);
                names.put(operation.id(), "v" + i);
                line("  float v%d = %s;", i, expression);
            }
            for (int i = 0; i < chain.outputs().size(); i++) {
                line(
                        "  a.out[%d][row * a.stride[%d] + j] = %s;",
                        i, i, operand(chain.outputs().get(i)));
            }
            return header() + body + "}\n";
        }

        private String header() {
            StringBuilder text = new StringBuilder("struct " + NAME + "Arguments {\n");
            if (!chain.inputs().isEmpty()) {
                text.append("  Operand in[").append(chain.inputs().size()).append("];\n");
            }
            text.append("  Global<float> out[").append(chain.outputs().size()).append("];\n");
            text.append("  long long stride[").append(chain.outputs().size()).append("];\n");
            text.append("  Global<const int> tokens;\n  int count;\n  int width;\n");
            if (constants > 0) {
                text.append("  float c[").append(constants).append("];\n");
            }
            return text + "};\n\nRECURBENCH_KERNEL(" + NAME + ", " + NAME + "Arguments) {\n"
                    + "  int at = blockIdx.x * blockDim.x + threadIdx.x;\n"
                    + "  if (at >= a.count) {\n    return;\n  }\n"
                    + "  int row = at / a.width;\n  int j = at % a.width;\n";
        }

        private String operand(int id) {
            String name = names.get(id);
            if (name != null) {
                return name;
            }
            if (graph.operation(id) instanceof Operation.Constant) {
                return constant();
            }
            throw new IllegalStateException("value " + id + " is neither read nor made by its chain");
        }

        private String constant() {
            return "a.c[" + constants++ + "]";
        }

        private String expression(Operation.Elementwise operation) {
            List<String> inputs = operation.inputs().stream().map(this::operand).toList();
            String a = inputs.get(0);
            String b = inputs.get(inputs.size() - 1);
            return switch (operation.function()) {
                case ADD -> a + " + " + b;
                case SUBTRACT -> a + " - " + b;
                case MULTIPLY -> a + " * " + b;
                case DIVIDE -> a + " / " + b;
                case SCALE -> constant() + " * " + a;
                case SHIFT -> a + " + " + constant();
                case BROADCAST -> a;
                case TANH, EXP, LOG, SQRT, SIN, COS -> operation.function().text() + "f(" + a + ")";
                // The others stand in functions.cuh under this name.
                default -> operation.function().text() + "(" + String.join(", ", inputs) + ")";
            };
        }

        private void line(String format, Object... values) {
            body.append(String.format(Locale.ROOT, format, values)).append('\n');
        }
    }
}
