package io.recurbench.harness.trial;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a trial is run with, and what has no part in its identity.
 *
 * @param threads host threads of the trial
 * @param attempt from 1
 * @param checkpoints folder for the trained parameters; empty to keep none
 * @param control tells the trial when to stop
 * @param listener hears of its progress
 */
public record TrialEnvironment(
        int threads, int attempt, Optional<Path> checkpoints, TrialControl control, TrialListener listener) {}
