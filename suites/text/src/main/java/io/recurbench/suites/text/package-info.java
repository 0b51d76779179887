/** Language modelling by characters: Wikipedia, other corpora, any text, and text of a known source. */
@NullMarked
package io.recurbench.suites.text;

import org.jspecify.annotations.NullMarked;
