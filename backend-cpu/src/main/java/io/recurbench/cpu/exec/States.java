package io.recurbench.cpu.exec;

import io.recurbench.api.program.Recurrence;
import io.recurbench.backend.CarriedStates;
import io.recurbench.cpu.kernel.Operand;
import io.recurbench.cpu.plan.Home;
import io.recurbench.cpu.plan.Plan;
import io.recurbench.cpu.plan.Region;

/** How a batch's states begin, are carried on, and how their adjoints begin. */
final class States {
    private final Plan plan;
    private final SlotArrays memory;
    private final CurrentBatch batch;
    private final int count;
    private final Home[] homes;
    private final Home[] adjoints;
    private final Operand[] initial;

    States(Plan plan, SlotArrays memory, CurrentBatch batch) {
        this.plan = plan;
        this.memory = memory;
        this.batch = batch;
        this.count = plan.graph().recurrences().size();
        this.homes = new Home[count];
        this.adjoints = new Home[count];
        this.initial = new Operand[count];
        for (Recurrence recurrence : plan.graph().recurrences()) {
            int state = recurrence.state();
            homes[state] = plan.state(state);
            Home start = plan.home(recurrence.initial());
            initial[state] = Operand.rows(memory.of(start.region()), start.column(), 0);
            if (plan.hasAdjoint(state)) {
                adjoints[state] = plan.adjoint(state);
            }
        }
    }

    /** Writes the worker's rows of the states before the first step. */
    void begin(Worker worker, CarriedStates carried) {
        for (int state = 0; state < count; state++) {
            int width = homes[state].region().width();
            float[] array = memory.of(homes[state].region());
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
            int width = homes[state].region().width();
            float[] array = memory.of(homes[state].region());
            int from = slot(homes[state], batch.steps) * batch.rows * width + worker.firstRow * width;
            System.arraycopy(array, from, carried.state(state), worker.firstRow * width, worker.rows * width);
        }
    }

    /** Sets the worker's rows of the adjoints behind {@code lastStep} to zero. */
    void beginAdjoints(Worker worker, int lastStep) {
        for (int state = 0; state < count; state++) {
            if (plan.hasAdjoint(state)) {
                Home home = adjoints[state];
                int width = home.region().width();
                int from = slot(home, lastStep + 1) * batch.rows * width + worker.firstRow * width;
                java.util.Arrays.fill(memory.of(home.region()), from, from + worker.rows * width, 0);
            }
        }
    }

    private static int slot(Home home, int step) {
        return home.region().kind() == Region.Kind.RING ? step & 1 : step;
    }
}
