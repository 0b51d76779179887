/** The experiment with which a new user begins. */
@NullMarked
package io.recurbench.suites.quickstart;

import org.jspecify.annotations.NullMarked;
