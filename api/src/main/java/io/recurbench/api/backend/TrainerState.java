package io.recurbench.api.backend;

import io.recurbench.api.stability.Stability;
import java.util.List;

/**
 * All that a trainer remembers: restoring it goes on bitwise where the export was taken, on a backend that is bitwise
 * deterministic.
 *
 * @param updates updates made so far
 * @param parameters the flat buffer, in the layout of {@link io.recurbench.api.program.Program#parameters()}
 * @param moments the optimiser's buffers, each in the same layout: first and second moment, or none
 * @param hidden for each state the training stream's rows {@code [B x width]} that the next carried batch starts from;
 *     empty before the first batch
 */
@Stability.Stable
public record TrainerState(long updates, float[] parameters, List<float[]> moments, List<float[]> hidden) {
    /** Copies the lists. */
    public TrainerState {
        moments = List.copyOf(moments);
        hidden = List.copyOf(hidden);
    }

    /** The state before the first update, with moments of zero. */
    public static TrainerState initial(float[] parameters, Optimiser optimiser) {
        List<float[]> moments = java.util.stream.Stream.generate(() -> new float[parameters.length])
                .limit(optimiser.moments())
                .toList();
        return new TrainerState(0, parameters, moments, List.of());
    }
}
