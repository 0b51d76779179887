package io.recurbench.compiler;

import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Recurrence;
import io.recurbench.api.program.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Which operations a recurrence needs. A state's value leads, step by step, to its next value; an adjoint that is
 * carried leads to the one before. Recurrences that need each other share a loop, and an operation belongs to that loop
 * if it lies on a way from one of its recurrences to one of them. All other operations can run for all positions at
 * once.
 */
final class Loops {
    /** A loop: its states, and in which direction it runs. */
    record Loop(boolean backward, List<Integer> states, List<Integer> starts, List<Integer> ends) {}

    /** A value that goes round: {@code start} reads what {@code end} was at the step before. */
    private record Round(int start, int end, int state, boolean backward) {}

    private final Draft draft;
    private final List<Round> rounds = new ArrayList<>();
    private final int[] loopOfNode;
    private final List<Loop> loops = new ArrayList<>();

    Loops(Draft draft) {
        this.draft = draft;
        this.loopOfNode = new int[draft.nodes().size()];
        Arrays.fill(loopOfNode, -1);
        for (Recurrence r : draft.recurrences()) {
            if (r.current() >= 0) {
                rounds.add(new Round(r.current(), r.next(), r.state(), false));
            }
        }
        for (Recurrence r : draft.recurrences()) {
            if (r.carriedAdjoint() >= 0) {
                rounds.add(new Round(r.carriedAdjoint(), r.currentAdjoint(), r.state(), true));
            }
        }
        assign();
    }

    /** All loops, forward ones first, then in the order of their first state. */
    List<Loop> all() {
        return loops;
    }

    /** The loop of an operation as index of {@link #all()}, or -1. */
    int of(int id) {
        return loopOfNode[id];
    }

    /**
     * How fine an operand is beside the operation that reads it: 0 for parameters, 1 for tokens, 2 for positions outside
     * of the reader's loop, 3 inside of it.
     */
    int rank(int operand, int reader) {
        Space space = draft.nodes().space(operand);
        if (!space.hasBatchRows()) {
            return space == Space.PARAMETERS ? 0 : 1;
        }
        return of(reader) >= 0 && of(operand) == of(reader) ? 3 : 2;
    }

    private void assign() {
        BitSet[] reads = reads();
        BitSet[] feeds = feeds();
        int[] component = components(reads);
        TreeMap<Integer, Integer> indices = new TreeMap<>();
        for (int c : component) {
            indices.computeIfAbsent(c, unused -> indices.size());
        }
        for (int c : indices.keySet()) {
            List<Round> members = new ArrayList<>();
            for (int r = 0; r < rounds.size(); r++) {
                if (component[r] == c) {
                    members.add(rounds.get(r));
                }
            }
            loops.add(new Loop(
                    members.get(0).backward(),
                    members.stream().map(Round::state).toList(),
                    members.stream().map(Round::start).toList(),
                    members.stream().map(Round::end).toList()));
        }
        draft.live().stream().forEach(id -> {
            BitSet from = new BitSet();
            reads[id].stream().forEach(r -> from.set(component[r]));
            BitSet to = new BitSet();
            feeds[id].stream().forEach(r -> to.set(component[r]));
            to.and(from);
            if (!to.isEmpty()) {
                loopOfNode[id] = Objects.requireNonNull(indices.get(to.nextSetBit(0)));
            }
        });
        for (int r = 0; r < rounds.size(); r++) {
            Round round = rounds.get(r);
            int loop = Objects.requireNonNull(indices.get(component[r]));
            loopOfNode[round.start()] = loop;
            // A delayed adjoint is no recurrence of its own, but a backend may rely on its value being of STEP.
            if (round.backward()
                    && loopOfNode[round.end()] < 0
                    && draft.nodes().space(round.end()).hasBatchRows()) {
                loopOfNode[round.end()] = loop;
            }
        }
    }

    /** The rounds whose start each operation reads, within one step. */
    private BitSet[] reads() {
        BitSet[] reads = new BitSet[draft.nodes().size()];
        Arrays.setAll(reads, id -> new BitSet());
        for (int r = 0; r < rounds.size(); r++) {
            reads[rounds.get(r).start()].set(r);
        }
        for (int id = 0; id < reads.length; id++) {
            for (int input : draft.nodes().get(id).inputs()) {
                reads[id].or(reads[input]);
            }
        }
        return reads;
    }

    /** The rounds whose end reads each operation, within one step. */
    private BitSet[] feeds() {
        BitSet[] feeds = new BitSet[draft.nodes().size()];
        Arrays.setAll(feeds, id -> new BitSet());
        for (int r = 0; r < rounds.size(); r++) {
            feeds[rounds.get(r).end()].set(r);
        }
        for (int id = feeds.length - 1; id >= 0; id--) {
            Operation operation = draft.nodes().get(id);
            for (int input : operation.inputs()) {
                feeds[input].or(feeds[id]);
            }
        }
        return feeds;
    }

    /** The strongly connected component of each round, named by its first round. */
    private int[] components(BitSet[] reads) {
        int count = rounds.size();
        BitSet[] reachable = new BitSet[count];
        for (int r = 0; r < count; r++) {
            reachable[r] = (BitSet) reads[rounds.get(r).end()].clone();
            reachable[r].set(r);
        }
        for (int via = 0; via < count; via++) {
            for (BitSet from : reachable) {
                if (from.get(via)) {
                    from.or(reachable[via]);
                }
            }
        }
        int[] component = new int[count];
        for (int r = 0; r < count; r++) {
            for (int other = reachable[r].nextSetBit(0); other >= 0; other = reachable[r].nextSetBit(other + 1)) {
                if (reachable[other].get(r)) {
                    component[r] = other;
                    break;
                }
            }
        }
        return component;
    }
}
