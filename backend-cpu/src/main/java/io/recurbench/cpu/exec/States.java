package io.recurbench.cpu.exec;

import io.recurbench.api.program.Recurrence;
import io.recurbench.backend.CarriedStates;
import io.recurbench.cpu.kernel.Operand;
import io.recurbench.cpu.plan.GraphPlan;
import io.recurbench.cpu.plan.PlannedPlace;
import java.util.Arrays;

/** How a batch's states begin, are carried on, and how their adjoints begin. */
final class States {
    private final GraphPlan plan;
    private final SlotArrays memory;
    private final CurrentBatch batch;
    private final int count;
    private final PlannedPlace[] places;
    private final PlannedPlace[] adjoints;
    private final Operand[] initial;

    States(GraphPlan plan, SlotArrays memory, CurrentBatch batch) {
        this.plan = plan;
        this.memory = memory;
        this.batch = batch;
        this.count = plan.graph().recurrences().size();
        this.places = new PlannedPlace[count];
        this.adjoints = new PlannedPlace[count];
        this.initial = new Operand[count];
        for (Recurrence recurrence : plan.graph().recurrences()) {
            int state = recurrence.state();
            places[state] = plan.state(state);
            PlannedPlace start = plan.place(recurrence.initial());
            initial[state] = Operand.rows(
                    memory.of(start.slot()),
                    start.column(),
                    places[state].slot().width());
            if (plan.hasAdjoint(state)) {
                adjoints[state] = plan.adjoint(state);
            }
        }
    }

    /** Writes the worker's rows of the states before the first step. */
    void begin(Worker worker, CarriedStates carried) {
        for (int state = 0; state < count; state++) {
            int width = places[state].slot().width();
            float[] array = memory.of(places[state].slot());
            if (batch.carried) {
                int from = worker.firstRow * width;
                System.arraycopy(carried.state(state), from, array, from, worker.rows * width);
            } else {
                for (int row = worker.firstRow; row < worker.firstRow + worker.rows; row++) {
                    System.arraycopy(initial[state].array(), initial[state].offset(), array, row * width, width);
                }
            }
        }
    }

    /** Keeps the worker's rows of the states after the last step. */
    void keep(Worker worker, CarriedStates carried) {
        for (int state = 0; state < count; state++) {
            int width = places[state].slot().width();
            float[] array = memory.of(places[state].slot());
            int from = places[state].offset(batch.steps, worker.firstRow, batch.rows);
            System.arraycopy(array, from, carried.state(state), worker.firstRow * width, worker.rows * width);
        }
    }

    /** Sets the worker's rows of the adjoints behind {@code lastStep} to zero. */
    void beginAdjoints(Worker worker, int lastStep) {
        for (int state = 0; state < count; state++) {
            if (plan.hasAdjoint(state)) {
                PlannedPlace place = adjoints[state];
                int width = place.slot().width();
                int from = place.offset(lastStep + 1, worker.firstRow, batch.rows);
                Arrays.fill(memory.of(place.slot()), from, from + worker.rows * width, 0);
            }
        }
    }
}
