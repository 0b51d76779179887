/** Text of others made fit to be shown: what is hidden in it, numbers, and the word that was meant. */
@NullMarked
package io.recurbench.api.text;

import org.jspecify.annotations.NullMarked;
