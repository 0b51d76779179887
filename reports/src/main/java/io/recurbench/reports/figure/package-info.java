/** Figures as data, chosen from what the trials measured; who draws them needs to know nothing else. */
@NullMarked
package io.recurbench.reports.figure;

import org.jspecify.annotations.NullMarked;
