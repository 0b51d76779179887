/** What is recorded of the machine, the JVM and the build. */
@NullMarked
package io.recurbench.harness.environment;

import org.jspecify.annotations.NullMarked;
