/** The Penn Treebank suite: character-level language modelling. */
@NullMarked
package io.recurbench.suites.ptb;

import org.jspecify.annotations.NullMarked;
