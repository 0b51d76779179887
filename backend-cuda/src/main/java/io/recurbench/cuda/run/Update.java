package io.recurbench.cuda.run;

import io.recurbench.api.backend.Optimiser;
import io.recurbench.backend.UpdateRule;
import io.recurbench.backend.Vector;
import io.recurbench.cuda.driver.Arguments;
import io.recurbench.cuda.driver.Launch;
import io.recurbench.cuda.driver.Launch.Grid;
import io.recurbench.cuda.driver.Region;
import io.recurbench.cuda.driver.Staging;
import io.recurbench.cuda.driver.Stream;
import io.recurbench.cuda.driver.Task;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The optimiser's update on the device, in the formulas of {@link Optimiser}, on the flat vectors. */
final class Update implements AutoCloseable {
    private static final int SETTINGS = 64;
    private static final int PARTIALS = 64;

    private final int settingsPlace;
    private final int partialPlace;
    private final List<Task> tasks = new ArrayList<>();
    private final Staging staging = new Staging(SETTINGS);
    private Region.@Nullable Place settings;

    Update(Region.Layout memory) {
        settingsPlace = memory.reserve(SETTINGS / 4);
        partialPlace = memory.reserve(PARTIALS + 1);
    }

    /** Says where the memory is. */
    void bind(UpdateRule rule, Kernels kernels, Region region, Map<Vector, Region.Place> vectors, Stream stream) {
        settings = region.place(settingsPlace);
        long partial = region.place(partialPlace).address();
        long factor = partial + 4L * PARTIALS;
        if (rule.clips()) {
            Region.Place gradient = Objects.requireNonNull(vectors.get(Vector.GRADIENT));
            for (String kernel : List.of("square_sums", "clip_factor")) {
                tasks.add(new Launch(
                        kernels.common(kernel),
                        Grid.of(kernel.equals("clip_factor") ? 1 : PARTIALS),
                        128,
                        new Arguments()
                                .address(gradient.address())
                                .address(partial)
                                .address(factor)
                                .large(gradient.bytes() / 4)
                                .integer(PARTIALS)
                                .real(rule.optimiser().clipNorm())));
            }
        } else {
            new RowTasks(kernels).fill(factor, 1, 1, 0).enqueue(stream);
        }
        for (UpdateRule.Range range : rule.ranges()) {
            tasks.add(range(rule, kernels, vectors, factor, range));
        }
    }

    private Launch range(
            UpdateRule rule, Kernels kernels, Map<Vector, Region.Place> vectors, long factor, UpdateRule.Range range) {
        Optimiser optimiser = rule.optimiser();
        String kernel = switch (optimiser.kind()) {
            case SGD -> "sgd";
            case ADAM -> "adam";
            case ADAMW -> "adamw";
        };
        Arguments arguments = new Arguments();
        for (Vector vector : Vector.values()) {
            Region.Place place = vectors.get(vector);
            arguments.address(place == null ? 0 : place.address() + 4L * range.offset());
        }
        arguments
                .address(factor)
                .address(bound().address())
                .large(range.length())
                .real(optimiser.beta1())
                .real(1 - optimiser.beta1())
                .real(optimiser.beta2())
                .real(1 - optimiser.beta2())
                .real(optimiser.epsilon())
                .real(rule.coupledDecay());
        return new Launch(kernels.common(kernel), Grid.covering(range.length(), 256), 256, arguments);
    }

    /** Enqueues one update with the gradient in the flat vector. */
    void enqueue(UpdateRule rule, Stream stream) {
        ByteBuffer numbers = staging.buffer();
        numbers.putFloat((float) rule.learningRate());
        numbers.putFloat((float) (1 / rule.firstCorrection()));
        numbers.putFloat((float) (1 / rule.secondCorrection()));
        numbers.putFloat((float) (1 - rule.learningRate() * rule.optimiser().weightDecay()));
        staging.upload(bound().pointer(), SETTINGS, stream);
        tasks.forEach(task -> task.enqueue(stream));
    }

    private Region.Place bound() {
        Region.Place known = settings;
        if (known == null) {
            throw new IllegalStateException("the optimiser has no memory yet");
        }
        return known;
    }

    long bytes() {
        return staging.bytes();
    }

    @Override
    public void close() {
        staging.close();
    }
}
