/** Finds plugins, names the broken ones, and keeps them from taking the rest down. */
@NullMarked
package io.recurbench.harness.discovery;

import org.jspecify.annotations.NullMarked;
