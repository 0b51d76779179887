/** Projects for plugins of one's own, made from the templates of the archetypes. */
@NullMarked
package io.recurbench.cli.project;

import org.jspecify.annotations.NullMarked;
