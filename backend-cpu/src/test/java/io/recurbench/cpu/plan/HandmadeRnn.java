package io.recurbench.cpu.plan;

import io.recurbench.api.program.Function;
import io.recurbench.api.program.Space;
import io.recurbench.api.program.Stage;

/** {@code h' = tanh(h V + U[token]), z = h' W} with all adjoints: what the compiler makes of a plain RNN. */
final class HandmadeRnn {
    final GraphMaker maker = new GraphMaker();
    final int v;
    final int u;
    final int table;
    final int w;
    final int start;
    final int h;
    final int product;
    final int sum;
    final int next;
    final int logits;
    final int loss;
    final int dLogits;
    final int dReadout;
    final int carried;
    final int dNext;
    final int dSum;
    final int dH;
    final int gradientOfW;
    final int gradientOfTable;
    final int gradientOfU;
    final int gradientOfV;
    final int gradientOfStart;

    HandmadeRnn() {
        maker.stage(Stage.Kind.PREPARE);
        v = maker.parameter(16);
        u = maker.parameter(GraphMaker.TOKENS * 4);
        table = maker.tokenRows(u);
        w = maker.parameter(8);
        start = maker.parameter(4);
        maker.stage(Stage.Kind.LOOP_FORWARD);
        h = maker.state(4);
        product = maker.product(Space.STEP, h, v, 4, 4);
        sum = maker.function(Space.STEP, Function.ADD, product, table);
        next = maker.function(Space.STEP, Function.TANH, sum);
        maker.stage(Stage.Kind.ROWS);
        logits = maker.product(Space.SEQUENCE, next, w, 4, 2);
        loss = maker.loss(logits);
        dLogits = maker.lossAdjoint();
        dReadout = maker.transposed(Space.SEQUENCE, dLogits, w, 4, 2);
        maker.stage(Stage.Kind.LOOP_BACKWARD);
        carried = maker.carriedAdjoint(0, 4);
        dNext = maker.function(Space.STEP, Function.ADD, carried, dReadout);
        dSum = maker.function(Space.STEP, Function.TANH_ADJOINT, next, dNext);
        dH = maker.transposed(Space.STEP, dSum, v, 4, 4);
        maker.stage(Stage.Kind.REDUCE);
        gradientOfW = maker.outerProduct(Space.PARAMETERS, next, dLogits);
        gradientOfTable = maker.sumRows(Space.VOCABULARY, dSum);
        gradientOfU = maker.flatten(gradientOfTable);
        gradientOfV = maker.outerProduct(Space.PARAMETERS, h, dSum);
        gradientOfStart = maker.initialAdjoint(0, dH);
        maker.recurrence(start, h, next, carried, dH);
        maker.gradient(0, gradientOfV)
                .gradient(1, gradientOfU)
                .gradient(2, gradientOfW)
                .gradient(3, gradientOfStart);
    }
}
