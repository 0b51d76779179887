package io.recurbench.cuda.run;

import io.recurbench.api.backend.Optimiser;
import io.recurbench.backend.PerVector;
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

/** The optimiser's update on the device, in the formulas of {@link Optimiser}, on the flat vectors. */
final class Update implements AutoCloseable {
    private static final int SETTINGS = 64;
    private static final int PARTIALS = 64;

    private final Region.Place settings;
    private final Region.Place partials;
    private final List<Task> tasks = new ArrayList<>();
    private final Staging staging = new Staging();

    /** Asks for memory. */
    Update(Region memory) {
        settings = memory.reserve(SETTINGS / 4);
        partials = memory.reserve(PARTIALS + 1);
    }

    /** Binds the kernels, once there is memory. */
    void prepare(UpdateRule rule, PerVector<Region.Place> vectors, Kernels kernels, Stream stream) {
        long partial = partials.address();
        long factor = partial + 4L * PARTIALS;
        if (rule.clips()) {
            Region.Place gradient = vectors.of(Vector.GRADIENT);
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
            tasks.add(range(rule, range, vectors, kernels, factor));
        }
    }

    private Launch range(
            UpdateRule rule, UpdateRule.Range range, PerVector<Region.Place> vectors, Kernels kernels, long factor) {
        Optimiser optimiser = rule.optimiser();
        String kernel = switch (optimiser.kind()) {
            case SGD -> "sgd";
            case ADAM -> "adam";
            case ADAMW -> "adamw";
        };
        Arguments arguments = new Arguments();
        for (Vector vector : Vector.values()) {
            long start = vectors.find(vector).map(Region.Place::address).orElse(0L);
            arguments.address(start == 0 ? 0 : start + 4L * range.offset());
        }
        arguments
                .address(factor)
                .address(settings.address())
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
        ByteBuffer numbers = staging.buffer(SETTINGS);
        numbers.putFloat((float) rule.learningRate());
        numbers.putFloat((float) (1 / rule.firstCorrection()));
        numbers.putFloat((float) (1 / rule.secondCorrection()));
        numbers.putFloat((float) (1 - rule.learningRate() * rule.optimiser().weightDecay()));
        staging.upload(settings.at(0), SETTINGS, stream);
        tasks.forEach(task -> task.enqueue(stream));
    }

    long bytes() {
        return staging.bytes();
    }

    @Override
    public void close() {
        staging.close();
    }
}
