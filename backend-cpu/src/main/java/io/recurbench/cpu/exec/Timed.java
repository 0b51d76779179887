package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.backend.Profile;

/** An instruction that notes how long it takes. */
record Timed(Instruction instruction, Profile.Timer timer) implements Instruction {

    @Override
    public void run(int index) {
        long start = System.nanoTime();
        instruction.run(index);
        timer.add(System.nanoTime() - start);
    }

    @Override
    public int parts() {
        return instruction.parts();
    }

    /** What an operation is called in a profile. */
    static String label(Operation operation) {
        String id = "v" + operation.id() + " ";
        if (operation instanceof Operation.VectorMatrix product) {
            return id + "product " + product.blocks() + (product.transposed() ? " transposed" : "");
        }
        if (operation instanceof Operation.OuterProduct product) {
            return id + "outer product " + product.blocks() + " into " + operation.space();
        }
        if (operation instanceof Operation.Elementwise elementwise) {
            return id + elementwise.function() + " " + operation.width();
        }
        return id + operation.getClass().getSimpleName() + " " + operation.width() + " into " + operation.space();
    }
}
