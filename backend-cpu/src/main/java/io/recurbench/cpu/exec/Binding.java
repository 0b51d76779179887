package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import io.recurbench.cpu.kernel.Kernels;
import io.recurbench.cpu.kernel.Operand;
import io.recurbench.cpu.plan.Home;
import io.recurbench.cpu.plan.Plan;
import io.recurbench.cpu.plan.Region;

/** Makes the operands of one thread's instructions: from a value of the plan to where it stands in memory. */
final class Binding {
    final Context context;
    final Plan plan;
    final Memory memory;
    final Pass pass;
    final Packing packing;
    final Worker worker;
    final TokenOrder order;

    Binding(Context context, Worker worker) {
        this.context = context;
        this.plan = context.plan;
        this.memory = context.memory;
        this.pass = context.pass;
        this.packing = context.packing;
        this.worker = worker;
        this.order = new TokenOrder(pass, worker);
    }

    Kernels kernels() {
        return worker.kernels;
    }

    Operation operation(int id) {
        return plan.graph().operation(id);
    }

    int vocabulary() {
        return plan.program().input().size();
    }

    /** A value as rows of the batch read it. */
    Cursor rows(int id) {
        return rows(id, operation(id).width());
    }

    /** A value as rows of the batch read it, for an element-wise function of this width. */
    Cursor rows(int id, int width) {
        return rows(operation(id), plan.home(id), operation(id).width() != width);
    }

    /** Columns of a value from {@code first} on, as rows of the batch read it. */
    Cursor columns(int id, int first) {
        Home home = plan.home(id);
        return rows(operation(id), new Home(home.region(), home.column() + first, home.stride(), home.shift()), false);
    }

    private Cursor rows(Operation operation, Home home, boolean scalar) {
        boolean gathered = operation.space() == Space.VOCABULARY;
        Operand operand = operation.space() == Space.PARAMETERS
                ? Operand.rows(memory.of(home.region()), home.column(), 0)
                : gathered
                        ? Operand.gathered(memory.of(home.region()), home.column(), home.stride(), new int[0], 0)
                        : Operand.rows(memory.of(home.region()), home.column(), home.stride());
        return cursor(scalar ? operand.asScalar() : operand, home, gathered);
    }

    /** A value of a table as a sum over the table's rows reads it. */
    Cursor still(int id, Space space) {
        return cursor(table(id, space, operation(id).width()), plan.home(id), false);
    }

    /** A value as a sum over the rows of one token reads it: a row of a table is the same for all of them. */
    Cursor grouped(int id) {
        Operation operation = operation(id);
        if (operation.space().hasBatchRows()) {
            return rows(id);
        }
        Home home = plan.home(id);
        return cursor(
                Operand.rows(memory.of(home.region()), home.column(), 0), home, operation.space() == Space.VOCABULARY);
    }

    /** A place that rows of the batch write. */
    Cursor at(Home home) {
        return cursor(Operand.rows(memory.of(home.region()), home.column(), home.stride()), home, false);
    }

    private Cursor cursor(Operand operand, Home home, boolean gathered) {
        Region.Kind kind = home.region().kind();
        boolean local = kind == Region.Kind.SCRATCH || kind == Region.Kind.BLOCK;
        return new Cursor(operand, home, gathered, local ? plan.offset(home.region()) : 0, memory, pass, worker);
    }

    /** A value as the rows of a table read it. */
    Operand table(int id, Space space, int width) {
        Operation operation = operation(id);
        Home home = plan.home(id);
        boolean same = operation.space() == Space.VOCABULARY && space == Space.VOCABULARY;
        Operand operand = Operand.rows(memory.of(home.region()), home.column(), same ? home.stride() : 0);
        return operation.width() == width ? operand : operand.asScalar();
    }

    /** Rows of a table space. */
    int tableRows(Space space) {
        return space == Space.VOCABULARY ? vocabulary() : 1;
    }
}
