/** The modular arithmetic suite: evaluate an expression modulo a small number. */
@NullMarked
package io.recurbench.suites.modular;

import org.jspecify.annotations.NullMarked;
