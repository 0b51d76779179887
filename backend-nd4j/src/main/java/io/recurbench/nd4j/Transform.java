package io.recurbench.nd4j;

import java.util.function.Supplier;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.api.ops.impl.transforms.same.Abs;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Cos;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sin;
import org.nd4j.nativeblas.NativeOps;

/** Functions that the library numbers within a family and does not name. */
enum Transform {
    ABS(Family.SAME, Abs::new),
    COS(Family.STRICT, Cos::new),
    EXP(Family.STRICT, Exp::new),
    LOG(Family.STRICT, Log::new),
    SIN(Family.STRICT, Sin::new),
    SQRT(Family.FLOAT, Sqrt::new);

    private final Family family;
    private final int number;

    Transform(Family family, Supplier<Op> operation) {
        this.family = family;
        this.number = Library.number(operation);
    }

    void execute(Operand in, Operand out) {
        NativeOps library = Library.operations();
        switch (family) {
            case SAME ->
                library.execTransformSame(
                        null, number, in.buffer(), in.shape(), null, out.buffer(), out.shape(), null, null);
            case STRICT ->
                library.execTransformStrict(
                        null, number, in.buffer(), in.shape(), null, out.buffer(), out.shape(), null, null);
            case FLOAT ->
                library.execTransformFloat(
                        null, number, in.buffer(), in.shape(), null, out.buffer(), out.shape(), null, null);
        }
    }

    private enum Family {
        SAME,
        STRICT,
        FLOAT
    }
}
