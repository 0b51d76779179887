package io.recurbench.cpu.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The shape of vectors on this machine. */
final class Lanes {
    /** The widest vectors that the machine prefers. */
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    /** Floats per vector. */
    static final int LANES = SPECIES.length();

    /**
     * Rows of the largest tile. A tile of 8 x 3 vectors needs 28 registers: AVX-512 and Arm have 32; with 16 of them 4 x 3
     * is the best (132 against 85 GFLOP/s).
     */
    static final int TILE_ROWS =
            LANES == 16 || System.getProperty("os.arch", "").equals("aarch64") ? 8 : 4;

    private Lanes() {}
}
