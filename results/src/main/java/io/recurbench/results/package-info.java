/** The folder of a run: the JSON form of its records, how they are written and read, their schema and validation. */
@NullMarked
package io.recurbench.results;

import org.jspecify.annotations.NullMarked;
