package io.recurbench.compiler;

import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.program.Blocks;
import io.recurbench.api.program.Initialiser;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.StateSpec;
import java.util.List;

/**
 * A model as its cell writes it, for one mode: embedding, stack of layers, readout and loss.
 *
 * @param draft outputs and states, without adjoints
 */
record Model(Draft draft, List<Parameter> parameters, List<StateSpec> states) {

    /** Which branch of {@code choose} is built. */
    enum Mode {
        TRAINING,
        EVALUATION
    }

    /** Lets the cell write its step and puts the layers together. */
    static Model build(ModelSpec spec, Mode mode) {
        Declarations declarations = new Declarations();
        Builder builder = new Builder(spec.input().isTokens() ? spec.input().size() : 0);
        int value = input(spec, builder, declarations);
        for (int layer = 0; layer < spec.layers(); layer++) {
            value = new LayerScope(spec, layer, mode, builder, declarations, value).define();
        }
        int output = readout(spec, builder, declarations, value);
        double smoothing = mode == Mode.TRAINING ? spec.output().labelSmoothing() : 0;
        int loss = builder.loss(output, smoothing);
        return new Model(
                new Draft(builder, declarations.recurrences(), output, loss, List.of()),
                declarations.parameters(),
                declarations.states());
    }

    private static int input(ModelSpec spec, Builder builder, Declarations declarations) {
        int size = spec.input().size();
        if (!spec.input().isTokens()) {
            return builder.denseInput(size);
        }
        if (spec.embedding() == 0) {
            return builder.oneHot();
        }
        int embedding = parameter(
                builder,
                declarations,
                "embedding.E",
                new Initialiser.Normal(1 / Math.sqrt(spec.embedding())),
                List.of(size, spec.embedding()));
        return builder.tokenRows(embedding);
    }

    private static int readout(ModelSpec spec, Builder builder, Declarations declarations, int value) {
        int width = builder.width(value);
        int size = spec.output().width();
        Initialiser draw = Initialiser.inverseRoot(width);
        int matrix = parameter(builder, declarations, "readout.W", draw, List.of(width, size));
        int output = builder.vectorMatrix(value, matrix, Blocks.one(width, size), false);
        if (spec.readoutBias()) {
            output = builder.add(output, parameter(builder, declarations, "readout.b", draw, List.of(size)));
        }
        return builder.everyPosition(output);
    }

    private static int parameter(
            Builder builder, Declarations declarations, String name, Initialiser initialiser, List<Integer> shape) {
        int index = declarations.parameter("the model", name, initialiser, shape, true);
        return builder.parameter(shape.stream().reduce(1, Math::multiplyExact), index);
    }
}
