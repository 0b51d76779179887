package io.recurbench.cpu.exec;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Program;
import io.recurbench.cpu.kernel.MatrixKernels;
import io.recurbench.cpu.plan.Home;
import io.recurbench.cpu.plan.Plan;
import java.util.Arrays;

/** What the instructions of all threads share: the plan of a graph, and all memory that it needs. */
final class Context {
    final Plan plan;
    final Pass pass = new Pass();
    final Memory memory;
    final Packing packing;
    final TransposedTables transposed;
    final SharedArrays shared = new SharedArrays();
    final Groupings groupings;
    final int threads;

    Context(Program program, Graph graph, float[] parameters, float[] gradient, MatrixKernels layout, int threads) {
        this.plan = new Plan(program, graph);
        this.memory = new Memory(plan, parameters, gradient);
        this.packing = new Packing(plan, memory, layout);
        this.transposed = new TransposedTables(plan, memory, pass);
        this.groupings = new Groupings(pass, program.input().size());
        this.threads = threads;
        fillConstants();
    }

    private void fillConstants() {
        for (Operation operation : plan.graph().operations()) {
            if (operation instanceof Operation.Constant constant) {
                Home home = plan.home(constant.id());
                float[] array = memory.of(home.region());
                Arrays.fill(array, home.column(), home.column() + constant.width(), (float) constant.value());
            } else if (operation instanceof Operation.OneHot identity) {
                Home home = plan.home(identity.id());
                for (int token = 0; token < identity.width(); token++) {
                    memory.of(home.region())[token * home.stride() + token] = 1;
                }
            }
        }
    }

    /** Bytes held, parameters and gradient not counted. */
    long bytes() {
        return memory.bytes()
                + packing.bytes()
                + shared.bytes()
                + transposed.bytes()
                + groupings.bytes()
                + pass.bytes();
    }
}
