package io.recurbench.harness.isolation;

import io.recurbench.harness.discovery.PluginPath;
import io.recurbench.harness.fixture.ShyBackend;
import io.recurbench.harness.trial.ParityGate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The child of these tests: it has the fixtures, and every backend conforms. */
public final class ChildMain {
    private ChildMain() {}

    /** Argument: the socket. */
    public static void main(String[] arguments) throws IOException {
        TrialServer.serve(Path.of(arguments[0]), request -> new ParityGate.Verdict(true, "all is well"));
        Runtime.getRuntime().halt(0);
    }

    /** Trials in children of this main class. */
    public static Isolation isolation(Isolation.Mode mode) {
        return new Isolation(mode, Optional.of(command()));
    }

    /** How a child is started: small, and soon ready. */
    public static ChildCommand command() {
        return new ChildCommand(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-D" + ShyBackend.CHILD + "=true",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error"),
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ChildMain.class.getName(),
                PluginPath.EMPTY);
    }
}
