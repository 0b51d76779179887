package io.recurbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.RecurbenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who holds a folder, as the processes of a machine see it. */
class RunLockTest {
    @TempDir
    private Path path;

    @Test
    void nobodyHoldsAFolderWithoutALockOrWithOneThatWasLeft() throws IOException {
        RunFolder folder = new RunFolder(path);
        assertThat(RunLock.holder(folder)).isEmpty();
        assertThat(path).isEmptyDirectory();
        Files.writeString(folder.lock(), "process 4711 since 2026-11-27T20:58:45Z");
        assertThat(RunLock.holder(folder)).isEmpty();
        assertThat(folder.lock()).hasContent("process 4711 since 2026-11-27T20:58:45Z");
    }

    @Test
    void whoLooksDoesNotFreeTheLockOfItsOwnProcess() throws Exception {
        RunFolder folder = new RunFolder(path);
        Holder holder = Holder.here();
        try (RunLock lock = RunLock.acquire(folder, holder)) {
            assertThat(lock).isNotNull();
            assertThat(RunLock.holder(folder)).hasValue(holder.toString());
            assertThat(HolderMain.holderOf(path)).isEqualTo(holder.toString());
        }
        assertThat(RunLock.holder(folder)).isEmpty();
    }

    /** To close the second file of a lock frees the first one's: the system locks for a process. */
    @Test
    void whoIsRefusedDoesNotFreeTheLockOfItsOwnProcess() throws Exception {
        RunFolder folder = new RunFolder(path);
        RunLock lock = RunLock.acquire(folder);
        assertThatThrownBy(() -> RunLock.acquire(folder)).isInstanceOf(RecurbenchException.class);
        assertThat(HolderMain.holderOf(path))
                .startsWith("process " + ProcessHandle.current().pid());
        lock.close();
        assertThat(HolderMain.holderOf(path)).isEqualTo("nobody");
    }
}
