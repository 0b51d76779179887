/** Results in the formats of other tools: each a report, found as a service like the others. */
@NullMarked
package io.recurbench.reports.exchange;

import org.jspecify.annotations.NullMarked;
