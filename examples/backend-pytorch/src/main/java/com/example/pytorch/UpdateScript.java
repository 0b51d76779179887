package com.example.pytorch;

import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.program.Program;
import io.recurbench.backend.UpdateRule;
import io.recurbench.backend.Vector;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The update of the trained parameters, with libtorch's own fused kernels for Adam and AdamW. */
final class UpdateScript {
    private UpdateScript() {}

    /** The method {@code update(vectors, rate, count)}; the settings of the optimiser stand in its text. */
    static Script of(Program program, Optimiser optimiser) {
        Script script = new Script("update(self, vectors: List[Tensor], rate: float, count: float)");
        List<UpdateRule.Range> ranges = UpdateRule.trained(program);
        if (ranges.isEmpty()) {
            return script;
        }
        if (optimiser.clipNorm() > 0) {
            String gradient = vector(Vector.GRADIENT);
            String limit = Script.literal(optimiser.clipNorm());
            script.line("norm = float(torch.linalg_vector_norm(" + gradient + ", 2, None, False, dtype=7))");
            script.block(
                    "if torch.gt(norm, " + limit + "):",
                    () -> script.call("torch.mul_(" + gradient + ", torch.div(" + limit + ", norm))"));
        }
        if (optimiser.kind() == Optimiser.Kind.SGD) {
            descend(script, ranges, optimiser);
        } else {
            String steps = ranges.stream().map(range -> script.number("count")).collect(list());
            List<String> vectors = List.of(Vector.values()).stream()
                    .map(vector -> script.let(parts(script, vector, ranges)))
                    .toList();
            script.result("torch.len(" + vectors.get(0) + ")");
            script.call("torch._fused_" + optimiser.kind().name().toLowerCase(Locale.ROOT) + "_("
                    + String.join(", ", vectors)
                    + ", annotate(List[Tensor], []), " + steps
                    + ", lr=rate, beta1=" + optimiser.beta1()
                    + ", beta2=" + optimiser.beta2()
                    + ", weight_decay=" + optimiser.weightDecay()
                    + ", eps=" + optimiser.epsilon()
                    + ", amsgrad=False, maximize=False)");
        }
        return script;
    }

    private static void descend(Script script, List<UpdateRule.Range> ranges, Optimiser optimiser) {
        for (UpdateRule.Range range : ranges) {
            String parameters = part(script, Vector.PARAMETERS, range);
            if (optimiser.weightDecay() > 0) {
                script.call("torch.mul_(" + parameters + ", 1. - rate * " + optimiser.weightDecay() + ")");
            }
            script.call("torch.add_(" + parameters + ", " + part(script, Vector.GRADIENT, range) + ", alpha=-rate)");
        }
    }

    private static String parts(Script script, Vector vector, List<UpdateRule.Range> ranges) {
        return ranges.stream().map(range -> part(script, vector, range)).collect(list());
    }

    private static String part(Script script, Vector vector, UpdateRule.Range range) {
        return script.once("torch.narrow(" + vector(vector) + ", 0, " + range.offset() + ", " + range.length() + ")");
    }

    private static String vector(Vector vector) {
        return "vectors[" + vector.ordinal() + "]";
    }

    private static java.util.stream.Collector<CharSequence, ?, String> list() {
        return Collectors.joining(", ", "[", "]");
    }
}
