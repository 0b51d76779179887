package io.recurbench.leaderboard;

/**
 * The least difference that counts.
 *
 * @param share how much
 * @param absolute whether it is a difference as it stands, as of shares, or a share of the value
 */
record Least(double share, boolean absolute) {
    /** Of a value. */
    double at(double value) {
        return absolute ? share : share * Math.abs(value);
    }
}
