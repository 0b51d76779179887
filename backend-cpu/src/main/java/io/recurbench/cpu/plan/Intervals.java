package io.recurbench.cpu.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Places blocks of memory that are needed for intervals of time, so that blocks needed at the same time do not meet. */
final class Intervals {
    private final List<Block> blocks = new ArrayList<>();

    private record Block(int key, int size, int from, int to) {}

    private record Placed(int offset, Block block) {}

    /** Adds a block that is needed from one time to another, both included. */
    void add(int key, int size, int from, int to) {
        blocks.add(new Block(key, size, from, to));
    }

    /** Writes each block's offset at its key, the largest blocks first, and returns the memory needed. */
    int place(int[] offsets) {
        List<Placed> placed = new ArrayList<>();
        int total = 0;
        blocks.sort(Comparator.comparingInt(Block::size).reversed());
        for (Block block : blocks) {
            int offset = 0;
            placed.sort(Comparator.comparingInt(Placed::offset));
            for (Placed other : placed) {
                boolean together = other.block.from <= block.to && block.from <= other.block.to;
                if (together && other.offset < offset + block.size && offset < other.offset + other.block.size) {
                    offset = other.offset + other.block.size;
                }
            }
            placed.add(new Placed(offset, block));
            offsets[block.key] = offset;
            total = Math.max(total, offset + block.size);
        }
        return total;
    }
}
