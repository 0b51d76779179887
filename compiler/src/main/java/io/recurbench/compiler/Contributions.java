package io.recurbench.compiler;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the summands of one value's adjoint. Those of slices are put side by side before they are added. */
final class Contributions {
    private final Builder builder;
    private final int target;
    private final List<Integer> whole = new ArrayList<>();
    private final List<Contribution> parts = new ArrayList<>();

    Contributions(Builder builder, int target) {
        this.builder = builder;
        this.target = target;
    }

    void add(int adjoint) {
        add(new Contribution(target, toward(builder, target, adjoint), 0));
    }

    void add(Contribution contribution) {
        if (builder.isConstant(contribution.adjoint(), 0)) {
            return;
        }
        if (builder.width(contribution.adjoint()) == builder.width(target)) {
            whole.add(contribution.adjoint());
        } else {
            parts.add(contribution);
        }
    }

    /** The sum of all, or -1 if there is none. */
    int combine() {
        List<Contribution> open = new ArrayList<>(parts);
        open.sort(Comparator.comparingInt(Contribution::offset));
        while (!open.isEmpty()) {
            whole.add(row(open));
        }
        int sum = -1;
        for (int summand : whole) {
            sum = sum < 0 ? summand : builder.add(sum, summand);
        }
        return sum;
    }

    /** Takes slices that do not overlap from the list, and puts them in one row with zeros in the gaps. */
    private int row(List<Contribution> open) {
        List<Integer> row = new ArrayList<>();
        int end = 0;
        for (Contribution part : List.copyOf(open)) {
            if (part.offset() >= end) {
                pad(row, part.offset() - end);
                row.add(part.adjoint());
                end = part.offset() + builder.width(part.adjoint());
                open.remove(part);
            }
        }
        pad(row, builder.width(target) - end);
        return builder.concatenate(row);
    }

    private void pad(List<Integer> row, int width) {
        if (width > 0) {
            row.add(builder.constant(width, 0));
        }
    }

    /** A summand of {@code target}'s adjoint brought to its width and space, summed over what it was repeated for. */
    static int toward(Builder builder, int target, int adjoint) {
        int width = builder.width(target);
        int narrow = width < builder.width(adjoint) ? builder.sumColumns(adjoint, width) : adjoint;
        return builder.sumRows(builder.space(target), builder.expand(narrow, width));
    }
}
