package io.recurbench.cuda.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.cuda.driver.Architecture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images are kept by all that they depend on, and a broken file is made anew. */
class CompileCacheTest {
    private static final Architecture ARCHITECTURE = new Architecture(9, 0);

    private final AtomicInteger compiled = new AtomicInteger();

    @TempDir
    Path folder;

    private CompileCache cache(String version, Path where) {
        return new CompileCache(where, new KernelCompiler() {
            @Override
            public String version() {
                return version;
            }

            @Override
            public List<String> flags(Architecture architecture) {
                return List.of("-arch=" + architecture);
            }

            @Override
            public byte[] compile(String source, Architecture architecture) {
                compiled.incrementAndGet();
                return (version + architecture + source).getBytes(StandardCharsets.UTF_8);
            }
        });
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void anotherProcessFindsWhatThisOneCompiled() throws IOException {
        byte[] image = cache("1", folder).image("source", ARCHITECTURE);
        assertThat(cache("1", folder).image("source", ARCHITECTURE)).isEqualTo(image);
        assertThat(compiled).hasValue(1);
        assertThat(files()).hasSize(1);
    }

    @Test
    void sourceArchitectureAndVersionMakeTheKey() throws IOException {
        cache("1", folder).image("source", ARCHITECTURE);
        cache("2", folder).image("source", ARCHITECTURE);
        cache("1", folder).image("other", ARCHITECTURE);
        cache("1", folder).image("source", new Architecture(7, 5));
        assertThat(compiled).hasValue(4);
        assertThat(files()).hasSize(4);
    }

    @Test
    void aFileThatIsCutOffOrChangedIsMadeAnew() throws IOException {
        byte[] image = cache("1", folder).image("source", ARCHITECTURE);
        Path file = files().get(0);
        byte[] whole = Files.readAllBytes(file);
        for (int length : new int[] {0, 10, 32, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(cache("1", folder).image("source", ARCHITECTURE)).isEqualTo(image);
            assertThat(Files.readAllBytes(file)).isEqualTo(whole);
        }
        whole[whole.length - 1] ^= 1;
        Files.write(file, whole);
        assertThat(cache("1", folder).image("source", ARCHITECTURE)).isEqualTo(image);
        assertThat(compiled).hasValue(6);
    }

    @Test
    void withoutAPlaceToWriteItCompiles() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(cache("1", file).image("source", ARCHITECTURE)).isNotEmpty();
        assertThat(compiled).hasValue(1);
    }

    @Test
    void manyAtOnceSeeWholeImages() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            Callable<byte[]> task = () -> cache("1", folder).image("source", ARCHITECTURE);
            for (Future<byte[]> image :
                    pool.invokeAll(Stream.generate(() -> task).limit(64).toList())) {
                assertThat(new String(image.get(), StandardCharsets.UTF_8)).isEqualTo("1sm_90source");
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(files()).hasSize(1);
    }
}
