package io.recurbench.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.ProgramPrinter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Whole programs as text. After a wanted change: run with -Drecurbench.jvm=-Dgolden=write, and read the difference. */
class GoldenProgramTest {

    @Test
    void rnn() throws IOException {
        check("rnn", TestCells.spec(TestCells.rnn(4), InputSpec.tokens(5)));
    }

    @Test
    void cprnn() throws IOException {
        check("cprnn", TestCells.spec(TestCells.cprnn(4, 2), InputSpec.tokens(5)));
    }

    @Test
    void stack() throws IOException {
        check("stack", TestCells.spec(TestCells.lstm(2), InputSpec.dense(5), 2, 0, OutputSpec.numbers(2)));
    }

    @Test
    void embeddedBilinear() throws IOException {
        check("bilinear", TestCells.spec(TestCells.bilinear(4), InputSpec.tokens(5), 1, 3, OutputSpec.classes(2)));
    }

    private static void check(String name, ModelSpec model) throws IOException {
        Program program = new DifferentiatingCompiler().compile(model);
        Locale before = Locale.getDefault();
        String text;
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            text = ProgramPrinter.print(program);
        } finally {
            Locale.setDefault(before);
        }
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(Path.of("src/test/resources/io/recurbench/compiler", name + ".txt"), text);
        }
        assertThat(text).isEqualTo(golden(name));
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = GoldenProgramTest.class.getResourceAsStream(name + ".txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
