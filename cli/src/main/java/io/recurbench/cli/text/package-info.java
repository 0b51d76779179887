/** What is told of trials, plans, plugins, experiments and models, in words. */
@NullMarked
package io.recurbench.cli.text;

import org.jspecify.annotations.NullMarked;
