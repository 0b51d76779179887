package io.recurbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTroubleTest {
    @TempDir
    private Path folder;

    @Test
    void whatTheFileSystemRefusesIsSaidInWords() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Path missing = folder.resolve("missing");

        assertThat(words(() -> Files.readString(missing))).isEqualTo("there is no " + missing);
        assertThat(words(() -> Files.createDirectories(file))).isEqualTo(file + " is there and is no folder");
        assertThat(words(() -> Files.createDirectories(file.resolve("inside"))))
                .startsWith(file.toString())
                .doesNotContain("Exception");
        assertThat(words(() -> Files.readString(Files.write(file, new byte[] {(byte) 0xff}))))
                .isEqualTo("it is not UTF-8");
        assertThat(FileTrouble.words(new AccessDeniedException("/secret"))).isEqualTo("no permission for /secret");
        assertThat(FileTrouble.words(new IOException("No space left on device")))
                .isEqualTo("No space left on device");
        assertThat(FileTrouble.words(new IOException())).isEqualTo("IOException");
    }

    private interface Action {
        void run() throws IOException;
    }

    private static String words(Action action) {
        return FileTrouble.words(catchThrowableOfType(IOException.class, action::run));
    }
}
