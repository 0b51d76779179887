/** The JSON form of result records, its schema and its validation. */
@NullMarked
package io.recurbench.results;

import org.jspecify.annotations.NullMarked;
