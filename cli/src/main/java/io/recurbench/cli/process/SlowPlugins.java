package io.recurbench.cli.process;

import io.recurbench.cli.terminal.Console;
import io.recurbench.harness.discovery.PluginCall;
import java.time.Duration;
import java.util.Optional;

/** Tells whom everybody is waiting for: a plugin that does not return while plugins are loaded or trials are planned. */
public final class SlowPlugins {
    private static final long LOOK_MILLIS = 1000;

    private SlowPlugins() {}

    /** Watches for as long as the process lives; names a call that takes longer than this, once. */
    public static void watch(Console console, Duration patience) {
        Thread watch = new Thread(() -> look(console, patience), "slow-plugins");
        watch.setDaemon(true);
        watch.start();
    }

    private static void look(Console console, Duration patience) {
        Optional<PluginCall> told = Optional.empty();
        try {
            while (true) {
                Thread.sleep(LOOK_MILLIS);
                // What a trial has asked for may take hours: its steps are no calls, but a measurement is one.
                Optional<PluginCall> slow = PluginCall.longest()
                        .filter(call -> call.duration().compareTo(patience) > 0
                                && !(Interrupts.areWatched() && call.method().equals("measure")));
                if (slow.isPresent() && !slow.equals(told)) {
                    console.tell("recurbench: warning: " + slow.get() + " has not returned for " + patience.toSeconds()
                            + " s");
                    told = slow;
                }
            }
        } catch (InterruptedException e) {
            return;
        }
    }
}
