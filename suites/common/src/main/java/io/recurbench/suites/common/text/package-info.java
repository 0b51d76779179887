/** Texts by characters: what the symbols of a file are, and which token each is. */
@NullMarked
package io.recurbench.suites.common.text;

import org.jspecify.annotations.NullMarked;
