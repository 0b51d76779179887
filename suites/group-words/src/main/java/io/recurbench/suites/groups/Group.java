package io.recurbench.suites.groups;

import java.util.function.IntBinaryOperator;

/** A finite group as its multiplication table. Elements are {@code 0 .. order - 1}, 0 is the identity. Immutable. */
final class Group {
    private final String name;
    private final int order;
    private final int[] table;
    private final int[] inverses;

    private Group(String name, int order, int[] table, int[] inverses) {
        this.name = name;
        this.order = order;
        this.table = table;
        this.inverses = inverses;
    }

    /**
     * Tabulates a group.
     *
     * @param product of two elements; 0 must be the identity
     */
    static Group of(String name, int order, IntBinaryOperator product) {
        int[] table = new int[Math.multiplyExact(order, order)];
        int[] inverses = new int[order];
        for (int a = 0; a < order; a++) {
            for (int b = 0; b < order; b++) {
                table[a * order + b] = product.applyAsInt(a, b);
                if (table[a * order + b] == 0) {
                    inverses[a] = b;
                }
            }
        }
        return new Group(name, order, table, inverses);
    }

    /** How it is written: {@code "S3xZ2"}. */
    String name() {
        return name;
    }

    int order() {
        return order;
    }

    /** The product {@code a b}. */
    int product(int a, int b) {
        return table[a * order + b];
    }

    int inverse(int a) {
        return inverses[a];
    }

    /** The power {@code a^exponent}; the exponent may be negative. */
    int power(int a, int exponent) {
        int base = exponent < 0 ? inverse(a) : a;
        int power = 0;
        // Every element's order divides the group's.
        for (int i = Math.abs(exponent % order); i > 0; i--) {
            power = product(power, base);
        }
        return power;
    }

    /** Whether {@code a b = b a} for all elements. */
    boolean isCommutative() {
        for (int a = 0; a < order; a++) {
            for (int b = 0; b < a; b++) {
                if (product(a, b) != product(b, a)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The direct product; element (a, b) is {@code a * other.order + b}. */
    Group times(Group other) {
        int width = other.order;
        return of(
                name + "x" + other.name,
                order * width,
                (x, y) -> product(x / width, y / width) * width + other.product(x % width, y % width));
    }
}
