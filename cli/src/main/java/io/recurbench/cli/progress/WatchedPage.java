package io.recurbench.cli.progress;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.ResultSet;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSpec;
import io.recurbench.cli.terminal.Notes;
import io.recurbench.cli.text.TrialText;
import io.recurbench.harness.Harness;
import io.recurbench.harness.run.RunListener;
import io.recurbench.harness.run.RunSummary;
import io.recurbench.harness.trial.TrialListener;
import io.recurbench.reports.HtmlReport;
import io.recurbench.reports.LivePage;
import io.recurbench.reports.model.Underway;
import io.recurbench.results.AtomicFile;
import io.recurbench.results.FileTrouble;
import io.recurbench.results.Live;
import io.recurbench.results.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes the page of a run again and again while it goes on. It takes a twentieth of a processor at most, and nothing while
 * speed is measured. Thread-safe.
 */
public final class WatchedPage implements RunListener, AutoCloseable {
    private static final long EVERY = TimeUnit.SECONDS.toNanos(5);

    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(500);

    /** Times that writing a page took, between two of them. */
    private static final int REST = 20;

    /** Of a run that is not heard of. A measurement of speed is not disturbed, however long it takes. */
    private static final int PATIENCE_SECONDS = 120;

    private static final int PATIENCE_SECONDS_MEASURING = 3600;

    private final RunListener shown;
    private final Notes notes;
    private final long every;
    private final Map<String, TrialRecord> ended = new LinkedHashMap<>();
    private final Map<String, UnderwayTrial> running = new LinkedHashMap<>();
    private final Thread writer = new Thread(this::write, "page");
    private @Nullable RunFolder folder;
    private ResultSet before = new ResultSet(List.of(), List.of(), List.of());
    private String pace = "";
    private String holder = "";
    private boolean changed = true;
    private boolean finished;
    private boolean warned;
    private long rested = System.nanoTime() - EVERY;
    private long rest;
    /** Held while a page is made and written; everything else takes but a moment, so that no trial waits for a page. */
    private final Object page = new Object();

    /** A page of a run whose progress is shown by another listener. */
    public WatchedPage(RunListener shown, Notes notes) {
        this(shown, notes, EVERY);
    }

    /**
     * A page.
     *
     * @param every nanoseconds between two of them, at least
     */
    WatchedPage(RunListener shown, Notes notes, long every) {
        this.shown = shown;
        this.notes = notes;
        this.every = every;
        this.rest = every;
        writer.setDaemon(true);
    }

    @Override
    public void runStarted(Path path, int planned, int done) {
        shown.runStarted(path, planned, done);
        synchronized (this) {
            folder = new RunFolder(path);
            pace = done + " of " + TrialText.count(planned) + " are done";
            before = Harness.read(List.of(path)).results();
            before.trials().forEach(trial -> ended.put(trial.key(), trial));
        }
        notes.note("Page: " + new RunFolder(path).report() + ", written again while the run goes on");
        writer.start();
    }

    @Override
    public void trialStarted(TrialSpec trial, int attempt) {
        shown.trialStarted(trial, attempt);
        synchronized (this) {
            running.put(trial.key(), new UnderwayTrial(trial, attempt));
            changed = true;
            if (!isMeasuring()) {
                return;
            }
        }
        // Here and now: the measurement begins when this returns, and nothing is written while it goes on.
        writeOnce();
    }

    @Override
    public void trialProgressed(TrialSpec trial, TrialListener.Progress progress, RunProgress run) {
        shown.trialProgressed(trial, progress, run);
        synchronized (this) {
            pace(run);
            UnderwayTrial known = running.get(trial.key());
            if (known != null) {
                known.progressed(progress);
            }
        }
    }

    @Override
    public void trialEvaluated(TrialSpec trial, TrialListener.Evaluated evaluated) {
        shown.trialEvaluated(trial, evaluated);
        synchronized (this) {
            UnderwayTrial known = running.get(trial.key());
            if (known != null) {
                known.evaluated(evaluated);
            }
        }
    }

    @Override
    public void trialSaid(TrialSpec trial, String line) {
        shown.trialSaid(trial, line);
        synchronized (this) {
            UnderwayTrial known = running.get(trial.key());
            if (known != null) {
                known.said(line);
            }
        }
    }

    @Override
    public void trialFinished(TrialRecord trial, RunProgress run) {
        shown.trialFinished(trial, run);
        synchronized (this) {
            pace(run);
            ended.put(trial.key(), trial);
            running.remove(trial.key());
        }
    }

    @Override
    public void warned(String message) {
        shown.warned(message);
    }

    @Override
    public void runFinished(RunSummary summary) {
        shown.runFinished(summary);
        finish();
    }

    /** What stays is the page of its records, which says that they are not all. */
    @Override
    public void runFailed() {
        shown.runFailed();
        finish();
        RunFolder place = folder;
        if (place != null) {
            synchronized (page) {
                replace(place, out -> new HtmlReport().write(results(), out));
            }
        }
    }

    private synchronized void finish() {
        finished = true;
        notifyAll();
    }

    private void pace(RunProgress run) {
        changed = true;
        pace = run.finished() + " of " + TrialText.count(run.total()) + " have ended in "
                + TrialText.time(run.elapsed())
                + run.remaining()
                        .map(time -> ", about " + TrialText.time(time) + " left")
                        .orElse("");
    }

    private void write() {
        while (awaitTurn()) {
            writeOnce();
        }
    }

    /** Waits until a page is worth being written; false if the run has ended. */
    private synchronized boolean awaitTurn() {
        long start = System.nanoTime();
        long written = rested;
        try {
            while (!finished && (!changed || isMeasuring() || start - written < rest)) {
                TimeUnit.NANOSECONDS.timedWait(this, Math.min(every, LOOK));
                start = System.nanoTime();
            }
            return !finished;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private boolean isMeasuring() {
        return running.values().stream().anyMatch(UnderwayTrial::isMeasurement);
    }

    private void writeOnce() {
        synchronized (page) {
            long start = System.nanoTime();
            RunFolder place;
            Underway underway;
            ResultSet soFar;
            synchronized (this) {
                place = folder;
                if (place == null || finished) {
                    return;
                }
                changed = false;
                underway = underway();
                soFar = results();
            }
            replace(place, out -> LivePage.write(soFar, underway, out));
            synchronized (this) {
                rested = System.nanoTime();
                rest = Math.max(every, REST * (rested - start));
            }
        }
    }

    private Underway underway() {
        return new Underway(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                (int) Math.max(1, TimeUnit.NANOSECONDS.toSeconds(rest)),
                isMeasuring() ? PATIENCE_SECONDS_MEASURING : PATIENCE_SECONDS,
                pace,
                running.values().stream().map(UnderwayTrial::now).toList());
    }

    private synchronized ResultSet results() {
        return new ResultSet(before.manifests(), List.copyOf(ended.values()), before.analyses());
    }

    /** Writes, if the folder is still that of this run; what cannot be written is told once. */
    private void replace(RunFolder place, AtomicFile.Content content) {
        try {
            String now = Live.read(place).map(live -> live.holder().id()).orElse("");
            holder = holder.isEmpty() ? now : holder;
            if (!now.isEmpty() && now.equals(holder)) {
                AtomicFile.replace(place.report(), content);
            }
        } catch (IOException e) {
            warn(FileTrouble.words(e));
        } catch (RecurbenchException e) {
            warn(String.valueOf(e.getMessage()));
        }
    }

    private void warn(String reason) {
        if (!warned) {
            warned = true;
            notes.warn("the page cannot be written while the run goes on: " + reason);
        }
    }

    /** Writes no more: the report of the run that has ended comes next. */
    @Override
    public void close() {
        finish();
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
