package io.recurbench.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.cell.Cell;
import io.recurbench.api.program.Graph;
import io.recurbench.api.service.Services;
import io.recurbench.cuda.compile.ChainSource;
import io.recurbench.cuda.compile.Commands;
import io.recurbench.cuda.compile.Fusion;
import io.recurbench.cuda.compile.NvccCompiler;
import io.recurbench.cuda.compile.Sources;
import io.recurbench.testkit.cell.TestCells;
import io.recurbench.testkit.rule.ModelDraw;
import io.recurbench.testkit.rule.ParityModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All kernels, with the chains of every cell in both graphs, pass nvcc and spill no register. Skipped where nvcc is not
 * on the PATH.
 */
@TestInstance(Lifecycle.PER_CLASS)
class KernelsCompileTest {
    private static final Pattern SPILL = Pattern.compile("(\\d+) bytes spill stores, (\\d+) bytes spill loads");

    private Path folder;
    private Path source;
    private long kernels;

    static Stream<String> architectures() {
        return Stream.of(System.getProperty("recurbench.cuda.architectures", "sm_75,sm_80,sm_90,sm_100")
                .split(","));
    }

    @BeforeAll
    void write(@TempDir Path temporary) throws IOException {
        folder = temporary;
        Requirement.require(
                NvccCompiler.find().isPresent(), "compiling the kernels for GPUs", "nvcc is not on the PATH");
        Stream<Cell> cells = Stream.concat(
                TestCells.all().stream(),
                ServiceLoader.load(Cell.class).stream().map(ServiceLoader.Provider::get));
        List<ChainSource> chains = cells.flatMap(
                        cell -> ParityModels.all(cell, ModelDraw.known(Services.compiler())).stream())
                .flatMap(model ->
                        Stream.of(model.program().training(), model.program().evaluation()))
                .flatMap(KernelsCompileTest::chains)
                .distinct()
                .toList();
        String all = ChainSource.together(chains.stream())
                + Sources.kernels().substring(Sources.kernels().indexOf("#define DEPTH"));
        kernels = Pattern.compile("RECURBENCH_KERNEL\\((?!name)")
                .matcher(all)
                .results()
                .count();
        source = folder.resolve("all.cu");
        Files.writeString(source, all);
        assertThat(chains).hasSizeGreaterThan(50);
    }

    private static Stream<ChainSource> chains(Graph graph) {
        return new Fusion(graph).chains().stream().map(chain -> ChainSource.of(chain, graph));
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void compilesWithoutSpills(String architecture) {
        String report = Commands.run(List.of(
                "nvcc",
                "-cubin",
                "-arch=" + architecture,
                "-std=c++17",
                "-O3",
                "-Xptxas",
                "-v",
                "-o",
                folder.resolve(architecture + ".cubin").toString(),
                source.toString()));
        long entries = report.lines()
                .filter(line -> line.contains("Compiling entry function"))
                .count();
        assertThat(entries).isEqualTo(kernels);
        Matcher spills = SPILL.matcher(report);
        int reported = 0;
        while (spills.find()) {
            reported++;
            assertThat(spills.group())
                    .as(report.substring(Math.max(0, spills.start() - 200), spills.end()))
                    .isEqualTo("0 bytes spill stores, 0 bytes spill loads");
        }
        assertThat(reported).isGreaterThanOrEqualTo((int) entries);
    }
}
