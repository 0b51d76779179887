package io.recurbench.cuda;

import io.recurbench.api.Optimiser;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import io.recurbench.cuda.Launch.Grid;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The optimiser's update on the device, in the formulas of {@link Optimiser}, on the flat buffers. */
final class Update implements AutoCloseable {
    private static final int SETTINGS = 64;
    private static final int PARTIALS = 64;

    private final Optimiser optimiser;
    private final int size;
    private final List<Integer> momentPlaces = new ArrayList<>();
    private final int settingsPlace;
    private final int partialPlace;
    private final List<Task> tasks = new ArrayList<>();
    private final Staging staging = new Staging(SETTINGS);
    private @Nullable Region region;
    private long updates;

    Update(Program program, Optimiser optimiser, Region.Layout layout) {
        this.optimiser = optimiser;
        this.size = program.parameterCount();
        for (int i = 0; i < optimiser.moments(); i++) {
            momentPlaces.add(layout.reserve(size));
        }
        settingsPlace = layout.reserve(SETTINGS / 4);
        partialPlace = layout.reserve(PARTIALS + 1);
    }

    /** Says where the buffers are, and makes the moments zero. */
    void bind(
            Program program,
            Kernels kernels,
            Region bound,
            Region.Place parameters,
            Region.Place gradient,
            Stream stream) {
        region = bound;
        momentPlaces.forEach(place ->
                stream.zero(bound.place(place).pointer(), bound.place(place).bytes()));
        addFactor(kernels, bound, gradient, stream);
        List<Parameter> all = program.parameters();
        for (int i = 0; i < all.size(); ) {
            int end = i;
            int count = 0;
            while (end < all.size() && all.get(end).trainable() == all.get(i).trainable()) {
                count += all.get(end++).size();
            }
            if (all.get(i).trainable()) {
                tasks.add(range(kernels, bound, parameters, gradient, all.get(i).offset(), count));
            }
            i = end;
        }
    }

    /** The factor of clipping: computed, or 1 for good. */
    private void addFactor(Kernels kernels, Region bound, Region.Place gradient, Stream stream) {
        long partial = bound.place(partialPlace).address();
        if (optimiser.clipNorm() == 0) {
            new RowTasks(kernels).fill(factor(bound), 1, 1, 0).enqueue(stream);
            return;
        }
        for (String kernel : List.of("square_sums", "clip_factor")) {
            tasks.add(new Launch(
                    kernels.common(kernel),
                    Grid.of(kernel.equals("clip_factor") ? 1 : PARTIALS),
                    128,
                    new Arguments()
                            .address(gradient.address())
                            .address(partial)
                            .address(factor(bound))
                            .large(size)
                            .integer(PARTIALS)
                            .real(optimiser.clipNorm())));
        }
    }

    private long factor(Region bound) {
        return bound.place(partialPlace).address() + 4L * PARTIALS;
    }

    private Launch range(
            Kernels kernels, Region bound, Region.Place parameters, Region.Place gradient, long offset, int count) {
        String kernel = switch (optimiser.kind()) {
            case SGD -> "sgd";
            case ADAM -> "adam";
            case ADAMW -> "adamw";
        };
        Arguments arguments =
                new Arguments().address(parameters.address() + 4 * offset).address(gradient.address() + 4 * offset);
        for (int i = 0; i < 2; i++) {
            arguments.address(
                    i < momentPlaces.size() ? bound.place(momentPlaces.get(i)).address() + 4 * offset : 0);
        }
        arguments
                .address(factor(bound))
                .address(bound.place(settingsPlace).address())
                .large(count)
                .real(optimiser.beta1())
                .real(1 - optimiser.beta1())
                .real(optimiser.beta2())
                .real(1 - optimiser.beta2())
                .real(optimiser.epsilon())
                .real(optimiser.kind() == Optimiser.Kind.ADAMW ? 0 : optimiser.weightDecay());
        return new Launch(kernels.common(kernel), Grid.covering(count, 256), 256, arguments);
    }

    /** Enqueues one update with the gradient in the flat buffer. */
    void enqueue(double learningRate, Stream stream) {
        ByteBuffer settings = staging.buffer();
        double next = (double) (updates + 1);
        settings.putFloat((float) learningRate);
        settings.putFloat((float) (1 / (1 - Math.pow(optimiser.beta1(), next))));
        settings.putFloat((float) (1 / (1 - Math.pow(optimiser.beta2(), next))));
        settings.putFloat((float) (1 - learningRate * optimiser.weightDecay()));
        staging.upload(bound().place(settingsPlace).pointer(), SETTINGS, stream);
        tasks.forEach(task -> task.enqueue(stream));
        updates++;
    }

    long updates() {
        return updates;
    }

    int momentCount() {
        return momentPlaces.size();
    }

    /** Copies of the moments. Waits. */
    List<float[]> moments(HostMemory host, Stream stream) {
        List<float[]> moments = new ArrayList<>();
        for (int place : momentPlaces) {
            float[] numbers = new float[size];
            host.read(bound().place(place).pointer(), 4L * Math.max(1, size), stream)
                    .asFloatBuffer()
                    .get(numbers);
            moments.add(numbers);
        }
        return moments;
    }

    /** Puts moments back. Waits. */
    void restore(long count, List<float[]> values, HostMemory host, Stream stream) {
        for (int i = 0; i < values.size(); i++) {
            host.write(bound().place(momentPlaces.get(i)).pointer(), values.get(i), stream);
        }
        updates = count;
    }

    private Region bound() {
        Region known = region;
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
