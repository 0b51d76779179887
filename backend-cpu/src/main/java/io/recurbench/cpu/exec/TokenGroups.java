package io.recurbench.cpu.exec;

import java.util.Arrays;

/** The rows of a batch in the order of their tokens, rows of the same token in order of time: a counting sort. */
final class TokenGroups {
    /** {@code order[start[v]] .. order[start[v + 1] - 1]} are the rows of token v. */
    int[] order = {};

    final int[] start;
    private final int[] next;

    TokenGroups(int vocabulary) {
        start = new int[vocabulary + 1];
        next = new int[vocabulary];
    }

    /** Sorts rows {@code [from, to)}. */
    void sort(int[] tokens, int from, int to) {
        if (order.length < to - from) {
            order = new int[to - from];
        }
        Arrays.fill(start, 0);
        for (int row = from; row < to; row++) {
            start[tokens[row] + 1]++;
        }
        for (int token = 0; token < next.length; token++) {
            start[token + 1] += start[token];
            next[token] = start[token];
        }
        for (int row = from; row < to; row++) {
            order[next[tokens[row]]++] = row;
        }
    }

    long bytes() {
        return 4L * (order.length + start.length + next.length);
    }
}
