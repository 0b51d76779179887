/** The conformance kit for backends, cells and tasks of third parties. */
@NullMarked
package io.recurbench.testkit;

import org.jspecify.annotations.NullMarked;
