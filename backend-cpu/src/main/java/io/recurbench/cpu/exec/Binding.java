package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import io.recurbench.backend.Reading;
import io.recurbench.cpu.kernel.Kernels;
import io.recurbench.cpu.kernel.Operand;
import io.recurbench.cpu.plan.GraphPlan;
import io.recurbench.cpu.plan.PlannedPlace;

/** Makes the operands of one thread's instructions: from a value of the plan to where it stands in memory. */
final class Binding {
    final Context context;
    final GraphPlan plan;
    final CurrentBatch batch;
    final PackedMatrices packing;
    final Worker worker;
    final TokenOrder order;

    Binding(Context context, Worker worker) {
        this.context = context;
        this.plan = context.plan;
        this.batch = context.batch;
        this.packing = context.packing;
        this.worker = worker;
        this.order = new TokenOrder(batch, worker);
    }

    Kernels kernels() {
        return worker.kernels;
    }

    Operation operation(int id) {
        return plan.graph().operation(id);
    }

    /** Rows of a table space. */
    int tableRows(Space space) {
        return space == Space.VOCABULARY ? plan.program().input().size() : 1;
    }

    /** A value where its own operation writes it. */
    Cursor result(Operation operation) {
        return read(operation.id(), operation.space());
    }

    /** A value as rows of a space read it. */
    Cursor read(int id, Space reader) {
        return columns(id, reader, 0, operation(id).width());
    }

    /** Columns of a value, {@code width} from {@code first} on, as rows of a space read it. */
    Cursor columns(int id, Space reader, int first, int width) {
        PlannedPlace place = plan.place(id).from(first);
        Reading reading = Reading.of(operation(id).space(), reader);
        int stride = reading == Reading.SHARED ? 0 : place.stride();
        return cursor(place, stride, width, reading == Reading.BY_TOKEN);
    }

    /** The numbers of a value of PARAMETERS as so many rows. */
    Cursor numbers(int id) {
        return cursor(plan.place(id), 1, 1, false);
    }

    /** A value as a sum over the rows of one token reads it: a row of a table is the same for all of them. */
    Cursor readByToken(int id) {
        Operation operation = operation(id);
        return operation.space().hasBatchRows()
                ? read(id, operation.space())
                : cursor(plan.place(id), 0, operation.width(), operation.space() == Space.VOCABULARY);
    }

    /** A place that rows of the batch, or of a table, write. */
    Cursor at(PlannedPlace place, int width) {
        return cursor(place, place.stride(), width, false);
    }

    private Cursor cursor(PlannedPlace place, int stride, int width, boolean byToken) {
        Operand operand = Operand.rows(context.memory.of(place.slot()), place.column(), stride, width);
        return new Cursor(operand, place, byToken, plan.offset(place.slot()), context.memory, batch, worker);
    }
}
