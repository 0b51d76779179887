package io.recurbench.results;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who holds the folder of a run.
 *
 * @param id of this one holding, given once: a process that holds two runs has two
 * @param process its number on its machine
 * @param machine where that is, as a digest: processes of one machine that was not started again meanwhile have the same
 * @param since UTC, ISO 8601
 */
public record Holder(String id, long process, String machine, String since) {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    /** Checks: it may stand in anybody's file. */
    public Holder {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(machine, "machine");
        Objects.requireNonNull(since, "since");
    }

    /** This process, from now on. */
    public static Holder here() {
        return new Holder(
                UUID.randomUUID().toString(),
                ProcessHandle.current().pid(),
                Here.MACHINE,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /** Whether the system that frees the locks of the one frees those of the other: false if the other is not known. */
    public boolean isOnTheMachineOf(@Nullable Holder other) {
        return other != null && machine.equals(other.machine());
    }

    /** {@code "process 4711 since 2026-11-28T07:22:10Z"}, as it stands in a lock. */
    @Override
    public String toString() {
        return "process " + process + " since " + since;
    }

    /** Found out once. */
    private static final class Here {
        static final String MACHINE =
                CanonicalJson.sha256(name().getBytes(StandardCharsets.UTF_8)).substring(0, 12);

        /** Locks belong to a running kernel, which containers share; a name may be that of many machines. */
        private static String name() {
            try {
                return "boot:" + Files.readString(BOOT).strip();
            } catch (IOException e) {
                return "host:" + host();
            }
        }

        private static String host() {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                return "unknown";
            }
        }
    }
}
