package io.recurbench.cpu.plan;

import io.recurbench.api.program.Graph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Gives each group of values its region: kept for all steps, for two, for one step, or for one block of a chain. */
final class RowLayout {
    private final Graph graph;
    private final Groups groups;
    private final List<List<Node>> nodes;
    private final Region[] regionOf;
    private final List<Region> regions;
    private final int[] offsets;
    private int scratchWidth;
    private int blockSize;

    /**
     * Lays out the rows.
     *
     * @param nodes of each sweep
     * @param regions takes the new regions
     */
    RowLayout(Graph graph, Groups groups, List<List<Node>> nodes, List<Region> regions) {
        this.graph = graph;
        this.groups = groups;
        this.nodes = nodes;
        this.regions = regions;
        this.regionOf = new Region[groups.count()];
        int[] groupOffsets = new int[groups.count()];
        List<Integer> local = new ArrayList<>();
        for (int group = 0; group < groups.count(); group++) {
            Region.Kind kind = groups.lifetime(group);
            if (kind == Region.Kind.SCRATCH) {
                local.add(group);
            } else {
                regionOf[group] = add(kind, groups.width(group));
            }
        }
        for (int sweep = 0; sweep < nodes.size(); sweep++) {
            placeLocal(sweep, local, groupOffsets);
        }
        offsets = new int[regions.size()];
        for (int group : local) {
            if (regionOf[group] != null) {
                offsets[regionOf[group].index()] = groupOffsets[group];
            }
        }
    }

    private Region add(Region.Kind kind, int width) {
        Region region = new Region(kind, regions.size(), width);
        regions.add(region);
        return region;
    }

    private void placeLocal(int sweep, List<Integer> local, int[] groupOffsets) {
        List<Node> sequence = nodes.get(sweep);
        List<Set<Integer>> usesOf = new ArrayList<>();
        for (int group = 0; group < groups.count(); group++) {
            usesOf.add(new TreeSet<>());
        }
        for (int i = 0; i < sequence.size(); i++) {
            for (Item item : sequence.get(i).items()) {
                for (int group : touched(item)) {
                    usesOf.get(group).add(i);
                }
            }
        }
        Intervals steps = new Intervals();
        List<List<Integer>> inChain = new ArrayList<>();
        sequence.forEach(node -> inChain.add(new ArrayList<>()));
        for (int group : local) {
            TreeSet<Integer> at = (TreeSet<Integer>) usesOf.get(group);
            if (at.isEmpty()) {
                continue;
            }
            if (at.size() == 1 && sequence.get(at.first()).chain()) {
                inChain.get(at.first()).add(group);
                regionOf[group] = add(Region.Kind.BLOCK, groups.width(group));
            } else {
                steps.add(group, groups.width(group), at.first(), at.last());
                regionOf[group] = add(Region.Kind.SCRATCH, groups.width(group));
            }
        }
        scratchWidth = Math.max(scratchWidth, steps.place(groupOffsets));
        for (int i = 0; i < sequence.size(); i++) {
            placeInChain(sequence.get(i), inChain.get(i), groupOffsets);
        }
    }

    private void placeInChain(Node chain, List<Integer> members, int[] groupOffsets) {
        Intervals items = new Intervals();
        for (int group : members) {
            int from = chain.items().size();
            int to = 0;
            for (int i = 0; i < chain.items().size(); i++) {
                if (touched(chain.items().get(i)).contains(group)) {
                    from = Math.min(from, i);
                    to = i;
                }
            }
            items.add(group, groups.width(group) * chain.blockRows(), from, to);
        }
        blockSize = Math.max(blockSize, items.place(groupOffsets));
    }

    /** The groups that an item reads or writes. */
    private List<Integer> touched(Item item) {
        List<Integer> touched = new ArrayList<>();
        item.reads().forEach(value -> touched.add(groups.of(value)));
        if (item.kind() == Item.Kind.MOVE) {
            touched.add(item.destination());
        } else if (item.kind() != Item.Kind.SCORE) {
            touched.add(groups.of(item.value()));
        }
        if (item.kind() == Item.Kind.LOSS_PAIR) {
            touched.add(groups.of(item.second()));
        }
        touched.removeIf(group -> group < 0);
        return touched;
    }

    /** The home of a value with rows that stands in a group. */
    Home home(int id) {
        return home(groups.of(id), groups.column(id), groups.shift(id));
    }

    /** A place in a group. */
    Home home(int group, int column, int shift) {
        Region region = regionOf[group];
        if (region == null) {
            throw new IllegalStateException("no memory was planned for a value of " + graph.output());
        }
        return new Home(region, column, region.width(), shift);
    }

    /** Where each region of SCRATCH (in numbers per row) or BLOCK (in numbers) begins in its thread's memory. */
    int[] offsets() {
        return Arrays.copyOf(offsets, regions.size());
    }

    /** Numbers of SCRATCH per row. */
    int scratchWidth() {
        return scratchWidth;
    }

    /** Numbers of BLOCK. */
    int blockSize() {
        return blockSize;
    }
}
