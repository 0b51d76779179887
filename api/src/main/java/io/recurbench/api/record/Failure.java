package io.recurbench.api.record;

import io.recurbench.api.stability.Stability;

/**
 * Why a trial did not complete.
 *
 * @param type class of the exception, or a word such as {@code "timeout"}
 * @param message for the user
 * @param trace stack trace or last output of a process; may be empty
 */
@Stability.Stable
public record Failure(String type, String message, String trace) {}
