/** Boards of results of many machines and commits: who leads, how surely, and what counts. */
@NullMarked
package io.recurbench.leaderboard;

import org.jspecify.annotations.NullMarked;
