/** Two sets of results side by side: what became better or worse, by how much, and how sure that is. */
@NullMarked
package io.recurbench.comparison;

import org.jspecify.annotations.NullMarked;
