package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import io.recurbench.cpu.kernel.Kernels;
import io.recurbench.cpu.kernel.Operand;
import java.util.Arrays;

/** The adjoint of a state's initial value: the sum over the batch of its adjoint at the first step. */
final class InitialSum implements TableInstruction {
    private final Kernels kernels;
    private final Pass pass;
    private final Cursor input;
    private final Operand out;
    private final int outOffset;
    private final int width;

    InitialSum(Binding binding, Operation.InitialAdjoint adjoint) {
        this.kernels = binding.kernels();
        this.pass = binding.pass;
        this.input = binding.rows(adjoint.input());
        this.out = binding.table(adjoint.id(), Space.PARAMETERS, adjoint.width());
        this.outOffset = out.offset();
        this.width = adjoint.width();
    }

    @Override
    public int parts() {
        return 1;
    }

    @Override
    public void run(int part) {
        if (pass.carried || pass.lastScored < 0) {
            Arrays.fill(out.array(), outOffset, outOffset + width, 0);
            return;
        }
        input.toAll();
        kernels.rows().sumRows(0, pass.rows, width, input.operand, out.array(), outOffset, false);
    }
}
