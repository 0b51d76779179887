package io.recurbench.cpu.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Gives each alias set its slot: kept for all steps, for two, for one step, or for one block of a chain. */
final class RowSlots {
    private final AliasSets sets;
    private final List<PlannedSlot> slots;
    private final @Nullable PlannedSlot[] slotOf;
    private final Map<PlannedSlot, Integer> offsets = new HashMap<>();
    private int stepWidth;
    private int chainSize;

    /**
     * Lays out the rows.
     *
     * @param chains of each sweep
     * @param slots takes the new ones
     */
    RowSlots(AliasSets sets, Lifetimes lifetimes, List<List<FusedChain>> chains, List<PlannedSlot> slots) {
        this.sets = sets;
        this.slots = slots;
        this.slotOf = new @Nullable PlannedSlot[sets.count()];
        for (int set = 0; set < sets.count(); set++) {
            if (lifetimes.of(set) != PlannedSlot.Kind.STEP) {
                slotOf[set] = add(lifetimes.of(set), 0, sets.width(set));
            }
        }
        chains.forEach(this::placeLocal);
    }

    private PlannedSlot add(PlannedSlot.Kind kind, int rows, int width) {
        PlannedSlot slot = new PlannedSlot(slots.size(), kind, rows, width);
        slots.add(slot);
        return slot;
    }

    /** Places what lives for a step or less in one sweep; sets that are not needed at the same time share memory. */
    private void placeLocal(List<FusedChain> chains) {
        Map<Integer, SortedSet<Integer>> usesOf = new TreeMap<>();
        for (int i = 0; i < chains.size(); i++) {
            for (Item item : chains.get(i).items()) {
                for (int set : touched(item)) {
                    usesOf.computeIfAbsent(set, ignored -> new TreeSet<>()).add(i);
                }
            }
        }
        Intervals steps = new Intervals();
        List<Integer> ofSteps = new ArrayList<>();
        Map<Integer, List<Integer>> ofChains = new TreeMap<>();
        usesOf.forEach((set, at) -> {
            if (slotOf[set] != null) {
                return;
            }
            FusedChain only = chains.get(at.first());
            if (at.size() == 1 && only.isInBlocks()) {
                slotOf[set] = add(PlannedSlot.Kind.CHAIN, only.blockRows(), sets.width(set));
                ofChains.computeIfAbsent(at.first(), ignored -> new ArrayList<>())
                        .add(set);
            } else {
                slotOf[set] = add(PlannedSlot.Kind.STEP, 0, sets.width(set));
                ofSteps.add(set);
                steps.add(set, sets.width(set), at.first(), at.last());
            }
        });
        stepWidth = Math.max(stepWidth, place(steps, ofSteps));
        ofChains.forEach((at, members) -> placeInChain(chains.get(at), members));
    }

    private void placeInChain(FusedChain chain, List<Integer> members) {
        Intervals items = new Intervals();
        for (int set : members) {
            int from = chain.items().size();
            int to = 0;
            for (int i = 0; i < chain.items().size(); i++) {
                if (touched(chain.items().get(i)).contains(set)) {
                    from = Math.min(from, i);
                    to = i;
                }
            }
            items.add(set, sets.width(set) * chain.blockRows(), from, to);
        }
        chainSize = Math.max(chainSize, place(items, members));
    }

    private int place(Intervals intervals, List<Integer> members) {
        int[] places = new int[sets.count()];
        int size = intervals.place(places);
        members.forEach(set -> offsets.put(slotOf[set], places[set]));
        return size;
    }

    /** The sets that an item reads or writes. */
    private List<Integer> touched(Item item) {
        List<Integer> touched = new ArrayList<>();
        for (int value : item.reads()) {
            Span span = sets.span(value);
            if (span != null) {
                touched.add(span.set());
            }
        }
        item.writes().forEach(span -> touched.add(span.set()));
        return touched;
    }

    /** Where columns of a set stand. */
    PlannedPlace place(Span span) {
        PlannedSlot slot = slotOf[span.set()];
        if (slot == null) {
            throw new IllegalStateException("no memory was planned for " + span);
        }
        return new PlannedPlace(slot, span.shift(), span.column(), slot.width());
    }

    /** Where a slot of STEP (in numbers per row) or CHAIN (in numbers) begins in its thread's memory; 0 for others. */
    int offset(PlannedSlot slot) {
        return offsets.getOrDefault(slot, 0);
    }

    /** Numbers of all slots of STEP per row. */
    int stepWidth() {
        return stepWidth;
    }

    /** Numbers of all slots of CHAIN. */
    int chainSize() {
        return chainSize;
    }
}
