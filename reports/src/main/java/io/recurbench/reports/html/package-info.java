/** The offline HTML report. */
@NullMarked
package io.recurbench.reports.html;

import org.jspecify.annotations.NullMarked;
