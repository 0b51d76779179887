package io.recurbench.testkit.wrong;

import io.recurbench.api.Availability;
import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.reference.ReferenceBackend;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A backend that is the reference but for one mistake.
 *
 * @param name of the mistake
 * @param precision of the reference inside
 * @param request changes what the reference is asked for
 * @param trainer changes what the reference does
 */
record WrongBackend(
        String name, String precision, UnaryOperator<TrainerRequest> request, Function<Opened, Trainer> trainer)
        implements Backend {

    /** A trainer of the reference, and what it was opened with. */
    record Opened(Trainer inner, TrainerRequest request) {}

    /** A mistake in what is asked for. */
    static WrongBackend asking(String name, UnaryOperator<TrainerRequest> request) {
        return new WrongBackend(name, "double", request, Opened::inner);
    }

    /** A mistake in what is done. */
    static WrongBackend doing(String name, Function<Opened, Trainer> trainer) {
        return new WrongBackend(name, "double", UnaryOperator.identity(), trainer);
    }

    /** A mistake in how exactly it is done. */
    static WrongBackend rounding(String precision) {
        return new WrongBackend(precision, precision, UnaryOperator.identity(), Opened::inner);
    }

    @Override
    public String id() {
        return "wrong-" + name;
    }

    @Override
    public String description() {
        return "the reference with a mistake: " + name;
    }

    @Override
    public Availability availability() {
        return new Availability.Available(Map.of());
    }

    @Override
    public List<Option> options() {
        return List.of();
    }

    @Override
    public Determinism determinism() {
        return Determinism.BITWISE;
    }

    @Override
    public Trainer open(TrainerRequest asked) {
        ReferenceBackend reference = new ReferenceBackend();
        Options options = Options.resolve("reference", reference.options(), Map.of("precision", precision));
        TrainerRequest changed = request.apply(asked);
        return trainer.apply(new Opened(
                reference.open(new TrainerRequest(
                        changed.program(), changed.optimiser(), changed.parameters(), changed.threads(), options)),
                asked));
    }
}
