/** Reports made from result records: HTML, Markdown, JUnit XML and leaderboards. */
@NullMarked
package io.recurbench.reports;

import org.jspecify.annotations.NullMarked;
