package io.recurbench.cli.process;

import io.recurbench.cli.answer.ExitCode;
import io.recurbench.cli.parity.TestkitGate;
import io.recurbench.harness.isolation.TrialServer;
import java.io.IOException;
import java.nio.file.Path;

/** Entry of the processes that run trials for another one. */
public final class TrialProcess {
    private TrialProcess() {}

    /** Serves the parent that waits at the socket, the one argument, and ends the JVM when the parent has gone. */
    public static void main(String[] arguments) {
        // A terminal tells all processes of Ctrl-C; what is to end, and when, is decided by the parent.
        Interrupts.ignore();
        ExitCode code = ExitCode.INTERNAL;
        try {
            TrialServer.serve(Path.of(arguments[0]), new TestkitGate());
            code = ExitCode.OK;
        } catch (IOException e) {
            // The connection is cut. Whoever cut it has said why, or is no more.
            return;
        } finally {
            ProcessEnd.with(code.number());
        }
    }
}
