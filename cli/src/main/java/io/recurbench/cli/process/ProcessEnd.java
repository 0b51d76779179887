package io.recurbench.cli.process;

import io.recurbench.cli.answer.Envelope;
import io.recurbench.cli.answer.ExitCode;
import io.recurbench.cli.terminal.Console;
import io.recurbench.cli.terminal.Preferences;
import io.recurbench.harness.discovery.PluginCall;
import io.recurbench.harness.isolation.ExitCall;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How a process of ours ends: with the exit code of the command, whatever plugins do about it. A plugin that calls {@code
 * System.exit} cannot be held up, but it is named, and its exit code does not become ours.
 */
public final class ProcessEnd {
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private static volatile boolean ours;

    private ProcessEnd() {}

    /** Ends the JVM, whatever hooks the plugins have left in it. */
    public static void with(int code) {
        ours = true;
        Thread halt = new Thread(
                () -> {
                    try {
                        Thread.sleep(TimeUnit.MILLISECONDS.convert(FAREWELL));
                    } catch (InterruptedException e) {
                        // It is time, then.
                    }
                    Runtime.getRuntime().halt(code);
                },
                "halt");
        halt.setDaemon(true);
        halt.start();
        System.exit(code);
    }

    /** From now on an end that is not ours is told of, in the form that the command line asks for. */
    public static void watch(Console console, Preferences preferences) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            if (!ours) {
                                ExitCall.now().ifPresent(call -> tell(call, console, preferences));
                            }
                        },
                        "end"));
    }

    private static void tell(ExitCall call, Console console, Preferences preferences) {
        String message = "a plugin has ended the process: System.exit was called at " + call.caller()
                + PluginCall.in(call.thread()).map(in -> ", in " + in).orElse("")
                + (Interrupts.areWatched() ? "; the trials that had ended are on record, and 'resume' goes on" : "");
        console.tell("recurbench: " + message);
        if (preferences.json()) {
            Envelope.failure(preferences.command(), ExitCode.ENVIRONMENT, message, List.of())
                    .print(console.out());
        }
        console.out().flush();
        Runtime.getRuntime().halt(ExitCode.ENVIRONMENT.number());
    }
}
