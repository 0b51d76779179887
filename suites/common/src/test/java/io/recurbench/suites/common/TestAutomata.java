package io.recurbench.suites.common;

/** Automata to test with. */
final class TestAutomata {
    private TestAutomata() {}

    /** A table of transitions; labels are given, every letter is allowed everywhere. */
    record Table(int[][] next, int[] labels, int classes) implements Automaton {
        @Override
        public int vocabulary() {
            return next[0].length;
        }

        @Override
        public int states() {
            return next.length;
        }

        @Override
        public int start() {
            return 0;
        }

        @Override
        public int choices(int state) {
            return next[0].length;
        }

        @Override
        public int token(int state, int choice) {
            return choice;
        }

        @Override
        public int next(int state, int token) {
            return next[state][token];
        }

        @Override
        public int label(int state) {
            return labels[state];
        }
    }

    /** Remembers whether the last letter that was not 2 was a 1: labels become skewed, and stay so. */
    static Table latch() {
        return new Table(new int[][] {{0, 1, 0}, {0, 1, 1}, {1, 1, 1}}, new int[] {0, 1, 1}, 2);
    }

    /** Three states in a ring, whatever comes: the distribution has period 3. */
    static Table ring() {
        return new Table(new int[][] {{1, 1}, {2, 2}, {0, 0}}, new int[] {0, 1, 2}, 3);
    }

    /** Z_3 on two letters 1 and 2. */
    static Table steps() {
        return new Table(new int[][] {{1, 2}, {2, 0}, {0, 1}}, new int[] {0, 1, 2}, 3);
    }

    /** Words of the form a (b c)*, where a and c are one of three digits and b is the letter 3; digits are summed mod 3. */
    static Automaton alternating() {
        return new Automaton() {
            @Override
            public int vocabulary() {
                return 4;
            }

            @Override
            public int classes() {
                return 3;
            }

            @Override
            public int states() {
                return 6;
            }

            @Override
            public int start() {
                return 3;
            }

            @Override
            public int choices(int state) {
                return state >= 3 ? 3 : 1;
            }

            @Override
            public int token(int state, int choice) {
                return state >= 3 ? choice : 3;
            }

            @Override
            public int next(int state, int token) {
                return state >= 3 ? (state + token) % 3 : state + 3;
            }

            @Override
            public int label(int state) {
                if (state >= 3) {
                    throw new AssertionError("there is no label behind a separator");
                }
                return state;
            }

            @Override
            public boolean labelled(int position) {
                return position % 2 == 0;
            }

            @Override
            public int positions(int length) {
                return 2 * length - 1;
            }
        };
    }
}
