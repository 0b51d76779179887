package io.recurbench.cells;

import io.recurbench.api.Option;
import java.util.List;
import java.util.stream.Stream;

/** The options that several cells share, each said once. */
final class CellOptions {
    static final Option HIDDEN = Option.integer("hidden", 128, 1, 65_536, "numbers in the hidden state");
    static final Option HEADS = Option.integer("heads", 4, 1, 4096, "memories side by side; it divides hidden");
    static final Option RANK = Option.integer("rank", 32, 1, 1_000_000, "rank of the decomposition");
    static final Option ACTIVATION =
            Option.choice("activation", Activation.names(), "function applied to the new state");
    static final Option LINEAR =
            Option.choice("activation", Activation.names(Activation.IDENTITY), ACTIVATION.description());
    static final Option ADDITIVE = Option.choice(
            "additive", Additive.names(), "terms added to the product: a constant b, an input-dependent B x, or both");
    static final Option NORMALISE = Option.choice(
            "normalise",
            Normalisation.names(),
            "divide the state by its L2 norm: never, after every step, or after every step of an evaluation only");
    static final Option EIGENVALUES = Option.choice(
            "eigenvalues", List.of("positive", "signed"), "range of the transition's eigenvalues: [0, 1] or [-1, 1]");
    static final Option FORGET_GATE = Option.choice(
            "forget-gate", List.of("sigmoid", "exponential"), "function of the forget gate, as the paper has both");
    static final Option OUTPUT_NORM =
            Option.flag("output-norm", true, "divide what each head reads by its root mean square");
    static final Option OUTPUT_GATE =
            Option.flag("output-gate", true, "multiply the output by silu(W_g x), a gate of the input");
    static final Option FROZEN =
            Option.flag("frozen", false, "keep the cell's weights as drawn, train the readout only");
    private static final String STATE_DESCRIPTION = "state before the first step: zero, ones, the first unit vector, or"
            + " learned (drawn from N(0, 1/hidden))";
    static final Option ZERO_STATE =
            Option.choice("initial-state", List.of("zero", "constant", "one-hot", "learned"), STATE_DESCRIPTION);
    /** For cells without additive terms, which would never leave a state of zero. */
    static final Option LEARNED_STATE =
            Option.choice("initial-state", List.of("learned", "constant", "one-hot"), STATE_DESCRIPTION);

    private static final String DRAW_DESCRIPTION =
            "draw of the weights: uniform on +-scale/sqrt(hidden), normal with deviation scale/sqrt(hidden), or random"
                    + " orthogonal matrices times scale";
    static final Option UNIFORM_DRAW =
            Option.choice("initialiser", List.of("uniform", "normal", "orthogonal"), DRAW_DESCRIPTION);
    static final Option NORMAL_DRAW =
            Option.choice("initialiser", List.of("normal", "uniform", "orthogonal"), DRAW_DESCRIPTION);
    static final Option SCALE = Option.real("initial-scale", 1, 0, 1000, "factor on the draw of the weights");

    private CellOptions() {}

    /** Options of a cell with an additive update and a squashing activation: the size options first. */
    static List<Option> additive(Option... own) {
        return join(own, ACTIVATION, ZERO_STATE, UNIFORM_DRAW, SCALE, FROZEN);
    }

    /** Options of a gated cell, whose activations are part of its definition. */
    static List<Option> gated(Option... own) {
        return join(own, ZERO_STATE, UNIFORM_DRAW, SCALE, FROZEN);
    }

    /** Options of a cell with heads and exponential gates, as xLSTM has them. */
    static List<Option> exponentiallyGated() {
        return List.of(HIDDEN, HEADS, FORGET_GATE, UNIFORM_DRAW, SCALE, FROZEN);
    }

    /** Options of a cell whose new state is a product of input and state, linear in the state unless asked for. */
    static List<Option> multiplicative(Option... own) {
        return join(own, LINEAR, ADDITIVE, NORMALISE, LEARNED_STATE, NORMAL_DRAW, SCALE, FROZEN);
    }

    private static List<Option> join(Option[] own, Option... common) {
        return Stream.concat(Stream.of(own), Stream.of(common)).toList();
    }
}
