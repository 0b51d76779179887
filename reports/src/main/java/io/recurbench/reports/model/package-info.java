/** What the reports share: trials grouped into settings, matrices of scores, published values beside them. */
@NullMarked
package io.recurbench.reports.model;

import org.jspecify.annotations.NullMarked;
