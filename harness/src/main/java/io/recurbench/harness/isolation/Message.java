package io.recurbench.harness.isolation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.recurbench.harness.discovery.PluginPath;
import io.recurbench.harness.plan.Trial;
import io.recurbench.harness.trial.TrialControl;
import io.recurbench.harness.trial.TrialEnvironment;
import io.recurbench.harness.trial.TrialFiles;
import io.recurbench.harness.trial.TrialListener;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What parent and child tell each other, one line of JSON each. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "message")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Message.Open.class, name = "open"),
    @JsonSubTypes.Type(value = Message.Rehearse.class, name = "rehearse"),
    @JsonSubTypes.Type(value = Message.Calling.class, name = "calling"),
    @JsonSubTypes.Type(value = Message.Run.class, name = "run"),
    @JsonSubTypes.Type(value = Message.Stop.class, name = "stop"),
    @JsonSubTypes.Type(value = Message.Ready.class, name = "ready"),
    @JsonSubTypes.Type(value = Message.Beat.class, name = "beat"),
    @JsonSubTypes.Type(value = Message.Progressed.class, name = "progressed"),
    @JsonSubTypes.Type(value = Message.Evaluated.class, name = "evaluated"),
    @JsonSubTypes.Type(value = Message.Said.class, name = "said"),
    @JsonSubTypes.Type(value = Message.Warned.class, name = "warned"),
    @JsonSubTypes.Type(value = Message.Dying.class, name = "dying"),
    @JsonSubTypes.Type(value = Message.Ended.class, name = "ended")
})
sealed interface Message {

    /**
     * To the child, first of all.
     *
     * @param plugins where foreign plugins come from
     * @param data where tasks look for files, or null
     * @param graceMillis how long a trial that has to stop may take for its step, and again for an interrupt
     */
    record Open(PluginPath plugins, @Nullable String data, long graceMillis) implements Message {}

    /**
     * To the child, instead: load plugins, and make the calls that whoever plans trials makes.
     *
     * @param plugins where foreign plugins come from
     */
    record Rehearse(PluginPath plugins) implements Message {}

    /**
     * From the child, before each call into a foreign plugin.
     *
     * @param provider name of the plugin's class
     * @param source where it comes from
     * @param method what is called
     */
    record Calling(String provider, String source, String method) implements Message {}

    /**
     * To the child: run a trial.
     *
     * @param trial what it is
     * @param threads its host threads
     * @param attempt from 1
     * @param files what it leaves on the disk
     * @param limitNanos time that it may take, or null
     * @param spentNanos how much of it is over: a process had to be started, say
     */
    record Run(
            Trial trial,
            int threads,
            int attempt,
            TrialFiles files,
            @Nullable Long limitNanos,
            long spentNanos) implements Message {

        static Run of(Trial trial, TrialEnvironment environment) {
            TrialControl control = environment.control();
            return new Run(
                    trial,
                    environment.threads(),
                    environment.attempt(),
                    environment.files().absolute(),
                    control.limit().map(TimeUnit.NANOSECONDS::convert).orElse(null),
                    TimeUnit.NANOSECONDS.convert(control.elapsed()));
        }
    }

    /** To the child: the running trial is to end after its step, interrupted. */
    record Stop() implements Message {}

    /** From the child: its plugins are loaded, and rehearsed if that was asked for. */
    record Ready() implements Message {}

    /** From the child, once a second: its JVM is alive. */
    record Beat() implements Message {}

    /** From the child. */
    record Progressed(TrialListener.Progress progress) implements Message {}

    /** From the child. */
    record Evaluated(TrialListener.Evaluated evaluated) implements Message {}

    /** From the child. */
    record Said(String line) implements Message {}

    /** From the child. */
    record Warned(String warning) implements Message {}

    /**
     * From the child: it is about to end, and not because it was told to.
     *
     * @param reason why, in a few words
     * @param trace where, as a stack trace
     */
    record Dying(String reason, String trace) implements Message {}

    /**
     * From the child: the trial has ended.
     *
     * @param record the record as it stands in a journal
     */
    record Ended(String record) implements Message {}
}
