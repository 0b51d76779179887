package io.recurbench.testkit.report;

import io.recurbench.api.command.NameList;
import io.recurbench.api.command.ShellCommand;
import io.recurbench.api.record.ReportWriter;
import io.recurbench.api.record.ResultSet;
import io.recurbench.api.stability.Stability;
import io.recurbench.testkit.rule.Check;
import io.recurbench.testkit.rule.Subject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** A report writer under examination. */
@Stability.Experimental
public final class ReportSubject implements Subject {
    private final ReportWriter writer;

    /** Makes a subject. */
    public ReportSubject(ReportWriter writer) {
        this.writer = writer;
    }

    /** The writer under examination. */
    public ReportWriter writer() {
        return writer;
    }

    @Override
    public String name() {
        return "report " + writer.id();
    }

    @Override
    public ShellCommand command() {
        return ShellCommand.recurbench("tck").with("run").with(NameList.write(List.of(writer.id())));
    }

    /** Whether it is for a browser, going by the name of its file. */
    boolean isPage() {
        return writer.fileName().toLowerCase(Locale.ROOT).matches(".*\\.x?html?");
    }

    /** Whether what is written into it can become an element. */
    boolean isMarkup() {
        return isPage() || writer.fileName().matches(".*\\.(xml|svg)");
    }

    /** The report, in bytes. */
    byte[] write(ResultSet results, Check check) throws IOException {
        boolean[] closed = new boolean[1];
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        writer.write(results, out);
        check.that(!closed[0], "write closes the stream, which is the caller's");
        check.that(out.size() > 0, "the report is empty");
        return out.toByteArray();
    }

    /** The report as text; it has to be UTF-8. */
    String text(ResultSet results, Check check) throws IOException {
        byte[] bytes = write(results, check);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            check.skipIf(writer.fileName().matches(".*\\.(zip|gz|xlsx|pdf|png|parquet)"), "it is no text");
            check.that(false, "the report is no UTF-8: " + e.getMessage());
            throw e;
        }
    }
}
