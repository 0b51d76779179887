package io.recurbench.backend;

import io.recurbench.api.program.Operation;
import io.recurbench.api.stability.Stability;

/**
 * A visitor for what has to be computed. Values that are there already cost nothing: parameters and other views, states,
 * adjoints that are carried, the batch's own input, and constants, which are written once, when their memory is made (a
 * backend that writes them with the rest of PREPARE says so by overriding {@link #constant}, {@link #literal} and {@link
 * #oneHot}).
 *
 * @param <R> what a backend makes of an operation
 */
@Stability.Experimental
public interface WorkVisitor<R> extends Operation.Visitor<R> {

    /** What stands for no work. */
    R nothing();

    @Override
    default R parameter(Operation.ParameterValue operation) {
        return nothing();
    }

    @Override
    default R constant(Operation.Constant operation) {
        return nothing();
    }

    @Override
    default R literal(Operation.Literal operation) {
        return nothing();
    }

    @Override
    default R oneHot(Operation.OneHot operation) {
        return nothing();
    }

    @Override
    default R denseInput(Operation.DenseInput operation) {
        return nothing();
    }

    @Override
    default R state(Operation.StateValue operation) {
        return nothing();
    }

    @Override
    default R carriedAdjoint(Operation.CarriedAdjoint operation) {
        return nothing();
    }

    @Override
    default R tokenRows(Operation.TokenRows operation) {
        return nothing();
    }

    @Override
    default R flatten(Operation.Flatten operation) {
        return nothing();
    }

    @Override
    default R slice(Operation.Slice operation) {
        return GraphLayout.isView(operation) ? nothing() : copySlice(operation);
    }

    /** A slice that is no view. */
    R copySlice(Operation.Slice operation);
}
