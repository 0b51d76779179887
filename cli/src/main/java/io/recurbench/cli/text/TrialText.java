package io.recurbench.cli.text;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.Failure;
import io.recurbench.api.record.Metric;
import io.recurbench.api.record.Outcome;
import io.recurbench.harness.trial.TrialListener;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Trials in the words of the console. */
public final class TrialText {
    private TrialText() {}

    /** {@code "1 trial"}, {@code "20 trials"}. */
    public static String count(int trials) {
        return trials + (trials == 1 ? " trial" : " trials");
    }

    /** In lower case. */
    public static String outcome(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Why a trial did not complete, in a line: {@code "java.lang.IllegalStateException: boom"}. The class is left out of
     * errors that are made for users, of reasons that are no exception, and where the message has it already.
     */
    public static String cause(Failure failure) {
        String type = failure.type();
        String message = failure.message().lines().findFirst().orElse("");
        String simple = type.substring(type.lastIndexOf('.') + 1);
        boolean isTold = simple.equals(type)
                || type.equals(RecurbenchException.class.getName())
                || message.contains(" threw " + simple);
        return isTold ? message : type.endsWith("." + message) || message.isEmpty() ? type : type + ": " + message;
    }

    /** How far training is: {@code "update 1200 of 5000, epoch 3, loss 0.4321"}; epochs are counted from 1. */
    public static String progress(TrialListener.Progress progress) {
        return "update " + progress.update() + of(progress.updates()) + ", epoch " + (progress.epoch() + 1)
                + of(progress.epochs()) + ", loss " + number(progress.loss());
    }

    private static String of(long limit) {
        return limit > 0 ? " of " + limit : "";
    }

    /** Name, value and unit: {@code "test/bpc 1.374 bit/char"}. */
    public static String metric(Metric metric) {
        String unit = metric.unit().equals("1") ? "" : " " + metric.unit();
        return metric.name() + " " + number(metric.value()) + unit;
    }

    /** Four significant digits. */
    public static String number(double value) {
        return Double.isFinite(value) && value != 0 && Math.abs(value) < 1e6 && Math.abs(value) >= 1e-3
                ? String.format(
                        Locale.ROOT, "%." + Math.max(0, 3 - (int) Math.floor(Math.log10(Math.abs(value)))) + "f", value)
                : String.format(Locale.ROOT, "%.4g", value);
    }

    /** {@code 12 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    public static String time(Duration duration) {
        long seconds = Math.round(TimeUnit.MILLISECONDS.convert(duration) / 1000.0);
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds / 60 % 60 + " min";
    }

    /** {@code 812 KiB}, {@code 1.4 GiB}. */
    public static String bytes(long bytes) {
        if (bytes >= 1L << 30) {
            return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
        }
        return bytes >= 1L << 20 ? (bytes >> 20) + " MiB" : ((bytes + 1023) >> 10) + " KiB";
    }
}
