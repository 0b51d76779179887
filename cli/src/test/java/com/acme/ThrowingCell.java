package com.acme;

import io.recurbench.api.Options;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;

/** A plugin that throws in its constructor. */
public final class ThrowingCell implements Cell {

    /** Throws. */
    public ThrowingCell() {
        throw new IllegalStateException("no luck today");
    }

    @Override
    public String id() {
        return "acme:throwing";
    }

    @Override
    public String description() {
        return "never seen";
    }

    @Override
    public Expr define(CellScope scope) {
        return scope.input();
    }

    @Override
    public long parameterCount(Options options, int inputWidth) {
        return 0;
    }
}
