package io.recurbench.cpu.exec;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Program;
import io.recurbench.cpu.kernel.MatrixKernels;
import io.recurbench.cpu.plan.GraphPlan;
import io.recurbench.cpu.plan.PlannedPlace;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What the instructions of all threads share: the plan of a graph, and all memory that it needs. */
final class Context {
    final GraphPlan plan;
    final CurrentBatch batch;
    final SlotArrays memory;
    final PackedMatrices packing;
    final TransposedTables transposed;
    final int threads;
    private final Map<Integer, float[]> sharedArrays = new HashMap<>();

    Context(Program program, Graph graph, float[] parameters, float[] gradient, MatrixKernels layout, int threads) {
        this.plan = new GraphPlan(program, graph);
        this.batch = new CurrentBatch(program.input().size());
        this.memory = new SlotArrays(plan, parameters, gradient);
        this.packing = new PackedMatrices(plan, memory, layout);
        this.transposed = new TransposedTables(plan, memory, batch);
        this.threads = threads;
        fillConstants();
    }

    private void fillConstants() {
        for (Operation operation : plan.graph().operations()) {
            if (operation instanceof Operation.Constant constant) {
                PlannedPlace place = plan.place(constant.id());
                float[] array = memory.of(place.slot());
                Arrays.fill(array, place.column(), place.column() + constant.width(), (float) constant.value());
            } else if (operation instanceof Operation.Literal literal) {
                PlannedPlace place = plan.place(literal.id());
                for (int i = 0; i < literal.width(); i++) {
                    memory.of(place.slot())[place.column() + i] =
                            literal.numbers().get(i).floatValue();
                }
            } else if (operation instanceof Operation.OneHot identity) {
                PlannedPlace place = plan.place(identity.id());
                for (int token = 0; token < identity.width(); token++) {
                    memory.of(place.slot())[token * place.stride() + token] = 1;
                }
            }
        }
    }

    /** Scratch that instructions of all threads share to compute a value; made by whoever asks first. */
    float[] sharedArray(int id, int length) {
        return sharedArrays.computeIfAbsent(id, ignored -> new float[length]);
    }

    /** Bytes held, parameters and gradient not counted. */
    long bytes() {
        long bytes = memory.bytes() + packing.bytes() + transposed.bytes() + batch.bytes();
        for (float[] array : sharedArrays.values()) {
            bytes += 4L * array.length;
        }
        return bytes;
    }
}
