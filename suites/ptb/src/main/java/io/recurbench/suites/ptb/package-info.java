/** Language modelling by characters: the Penn Treebank, other corpora, any text, and text of a known source. */
@NullMarked
package io.recurbench.suites.ptb;

import org.jspecify.annotations.NullMarked;
