package io.recurbench.harness.trial;

/**
 * What a trial is run with, and what has no part in its identity.
 *
 * @param threads host threads of the trial
 * @param attempt from 1
 * @param files what it leaves on the disk
 * @param control tells the trial when to stop
 * @param listener hears of its progress
 */
public record TrialEnvironment(
        int threads, int attempt, TrialFiles files, TrialControl control, TrialListener listener) {}
