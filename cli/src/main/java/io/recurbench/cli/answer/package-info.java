/** What a command answers: text for people, data for programs, and an exit code. */
@NullMarked
package io.recurbench.cli.answer;

import org.jspecify.annotations.NullMarked;
