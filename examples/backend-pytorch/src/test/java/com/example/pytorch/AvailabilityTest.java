package com.example.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.Availability;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user reads where the native library is missing, or is another platform's. */
class AvailabilityTest {
    @TempDir
    private Path folder;

    @Test
    void saysWhichLibraryIsHere() {
        assertThat(new PytorchBackend().availability())
                .isInstanceOfSatisfying(Availability.Available.class, available -> {
                    assertThat(available.facts().get("libtorch"))
                            .startsWith("2.7.1")
                            .contains("cpu");
                    assertThat(available.facts()).containsEntry("djl", "0.36.0");
                });
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        assertThat(availability("linux-aarch64"))
                .isInstanceOfSatisfying(Availability.Unavailable.class, unavailable -> {
                    assertThat(unavailable.reason()).isEqualTo("there is no jar with libtorch for linux-aarch64");
                    assertThat(unavailable.found())
                            .singleElement()
                            .asString()
                            .contains("native/lib/pytorch.properties");
                    assertThat(unavailable.remedy()).contains("-Ddjl.platform=linux-aarch64");
                });
    }

    @Test
    void saysThatTheLibraryIsAnotherPlatforms() throws IOException {
        Path properties = folder.resolve("native/lib/pytorch.properties");
        Files.createDirectories(properties.getParent());
        Files.writeString(properties, "version=2.7.1\nflavor=cpu\nclassifier=win-x86_64\n");
        assertThat(availability("osx-aarch64")).isInstanceOfSatisfying(Availability.Unavailable.class, unavailable -> {
            assertThat(unavailable.reason()).isEqualTo("libtorch is here for win-x86_64, but this is osx-aarch64");
            assertThat(unavailable.found())
                    .singleElement()
                    .asString()
                    .contains(folder.toUri().getPath());
        });
    }

    private Availability availability(String platform) throws IOException {
        try (URLClassLoader jars = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
            return Libtorch.availability(jars, platform);
        }
    }
}
