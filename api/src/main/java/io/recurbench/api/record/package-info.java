/** What a run leaves behind: one record per trial, and the manifest that describes the run and its environment. */
@NullMarked
package io.recurbench.api.record;

import org.jspecify.annotations.NullMarked;
