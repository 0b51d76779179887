/** The random finite-state machine suite: predict the state a machine reaches. */
@NullMarked
package io.recurbench.suites.fsm;

import org.jspecify.annotations.NullMarked;
