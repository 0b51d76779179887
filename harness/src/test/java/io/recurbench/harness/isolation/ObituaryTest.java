package io.recurbench.harness.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.record.Failure;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObituaryTest {
    private static final Message.Dying NOTHING = new Message.Dying("", "");

    @TempDir
    Path folder;

    @Test
    void signalsAndExitCodesAreNamed() {
        assertThat(of(139).message()).isEqualTo("it was killed by signal 11 (SIGSEGV)");
        assertThat(of(134).message()).isEqualTo("it was killed by signal 6 (SIGABRT)");
        assertThat(of(137).message()).startsWith("it was killed by signal 9 (SIGKILL); if nobody did that");
        assertThat(of(128 + 34).message()).isEqualTo("it was killed by signal 34");
        assertThat(of(3).message()).isEqualTo("it ended with exit code 3");
        assertThat(of(0xC0000005).message()).isEqualTo("it ended with exit code 0xc0000005");
        assertThat(of(3).type()).isEqualTo("exited");
        assertThat(of(139).type()).isEqualTo("crashed");
    }

    @Test
    void theCrashLogKnowsMoreThanTheExitCode() throws Exception {
        Files.writeString(folder.resolve("hs_err_pid12.log"), """
                #
                # A fatal error has been detected by the Java Runtime Environment:
                #
                #  SIGILL (0x4) at pc=0x00007f2c1c0, pid=12, tid=13
                #
                # Problematic frame:
                # C  [libnd4jcpu.so+0x1b2c3]  gemm+0x12
                #
                """);
        Failure failure = Obituary.of(
                "it", 134, CrashLog.in(folder), "crashes/x.log", new Message.Dying("", "\tat a.B.c\n"), "said");

        assertThat(failure.message())
                .isEqualTo("it was killed by signal 4 (SIGILL) in C  [libnd4jcpu.so+0x1b2c3]  gemm+0x12;"
                        + " its crash log is crashes/x.log");
        assertThat(failure.trace()).isEqualTo("\tat a.B.c\nlast output of the process:\nsaid");
    }

    @Test
    void aJvmWithoutMemoryIsNoSignal() throws Exception {
        Files.writeString(folder.resolve("hs_err_pid12.log"), """
                #
                # There is insufficient memory for the Java Runtime Environment to continue.
                # Native memory allocation (mmap) failed to map 65536 bytes
                """);
        assertThat(Obituary.of("it", 1, CrashLog.in(folder), "", NOTHING, "").message())
                .isEqualTo("it ended with exit code 1: There is insufficient memory for the Java Runtime Environment to"
                        + " continue.");
    }

    @Test
    void theEndOfWhatWasPrintedIsKept() {
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < 100_000; line++) {
            text.append("line ").append(line).append('\n');
        }
        Output output = new Output(new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)), "test");
        output.awaitEnd(Duration.ofSeconds(30));

        assertThat(output.tail())
                .endsWith("line 99998\nline 99999")
                .startsWith("line 9")
                .hasSizeBetween(8000, 8192);
        output.forget();
        assertThat(output.tail()).isEmpty();
    }

    private static Failure of(int code) {
        return Obituary.of("it", code, Optional.empty(), "", NOTHING, "");
    }
}
