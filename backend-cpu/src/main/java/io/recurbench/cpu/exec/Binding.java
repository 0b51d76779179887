package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import io.recurbench.backend.Reading;
import io.recurbench.cpu.kernel.Kernels;
import io.recurbench.cpu.kernel.Operand;
import io.recurbench.cpu.plan.Home;
import io.recurbench.cpu.plan.Plan;
import io.recurbench.cpu.plan.Region;

/** Makes the operands of one thread's instructions: from a value of the plan to where it stands in memory. */
final class Binding {
    private static final int[] NO_INDEX = {};

    final Context context;
    final Plan plan;
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
        return columns(id, reader, 0);
    }

    /** Columns of a value from {@code first} on, as rows of a space read it. */
    Cursor columns(int id, Space reader, int first) {
        return cursor(id, reader, plan.home(id).column(first), false);
    }

    /** A value as an element-wise function of this width reads it. */
    Cursor spread(int id, Space reader, int width) {
        return cursor(id, reader, plan.home(id), operation(id).width() != width);
    }

    private Cursor cursor(int id, Space reader, Home home, boolean scalar) {
        Reading reading = Reading.of(operation(id).space(), reader);
        float[] array = context.memory.of(home.region());
        Operand operand = switch (reading) {
            case OWN -> Operand.rows(array, home.column(), home.stride());
            case SHARED -> Operand.rows(array, home.column(), 0);
            case BY_TOKEN -> Operand.gathered(array, home.column(), home.stride(), NO_INDEX, 0);
        };
        return cursor(scalar ? operand.asScalar() : operand, home, reading == Reading.BY_TOKEN);
    }

    /** The numbers of a value of PARAMETERS as so many rows. */
    Cursor numbers(int id) {
        Home home = plan.home(id);
        return cursor(Operand.rows(context.memory.of(home.region()), home.column(), 1), home, false);
    }

    /** A value as a sum over the rows of one token reads it: a row of a table is the same for all of them. */
    Cursor readByToken(int id) {
        if (operation(id).space().hasBatchRows()) {
            return read(id, operation(id).space());
        }
        Home home = plan.home(id);
        Operand operand = Operand.rows(context.memory.of(home.region()), home.column(), 0);
        return cursor(operand, home, operation(id).space() == Space.VOCABULARY);
    }

    /** A place that rows of the batch write. */
    Cursor at(Home home) {
        return cursor(Operand.rows(context.memory.of(home.region()), home.column(), home.stride()), home, false);
    }

    private Cursor cursor(Operand operand, Home home, boolean byToken) {
        Region.Kind kind = home.region().kind();
        boolean local = kind == Region.Kind.SCRATCH || kind == Region.Kind.BLOCK;
        int base = local ? plan.offset(home.region()) : 0;
        return new Cursor(operand, home, byToken, base, context.memory, batch, worker);
    }
}
