package io.recurbench.cli.parity;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.Analysis;
import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.ReportWriter;
import io.recurbench.api.record.ResultSet;
import io.recurbench.harness.discovery.FoundPlugin;
import io.recurbench.harness.discovery.PluginCatalog;
import io.recurbench.harness.run.Manifests;
import io.recurbench.results.AnalysisFile;
import io.recurbench.results.AtomicFile;
import io.recurbench.results.FileTrouble;
import io.recurbench.results.PlainFile;
import io.recurbench.testkit.ParityReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes what {@code parity} found: {@code parity.json} for programs, {@code parity.html} for people. */
public final class ParityPage {
    private static final String DATA = "parity.json";
    private static final String PAGE = "parity.html";

    private static final Manifests.Subject SUBJECT = new Manifests.Subject(
            "parity-of-backends",
            "Parity of backends",
            "Each backend beside the reference in double precision, for each cell at awkward sizes.");

    private final PluginCatalog catalog;
    private final List<String> command;

    public ParityPage(PluginCatalog catalog, List<String> command) {
        this.catalog = catalog;
        this.command = List.copyOf(command);
    }

    /** Makes the folder and checks that both files can be written, before minutes go into what they are to hold. */
    public static void prepare(Path folder) {
        try {
            PlainFile.makeFolders(folder);
            PlainFile.requireFree(folder.resolve(DATA));
            PlainFile.requireFree(folder.resolve(PAGE));
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /** Writes both files into a folder that is {@linkplain #prepare prepared} and returns their places. */
    public List<Path> write(List<ParityReport> reports, Path folder) {
        List<Analysis> analyses = reports.stream().map(ParityFigures::of).toList();
        Path data = folder.resolve(DATA);
        Path page = folder.resolve(PAGE);
        ReportWriter writer = catalog.reports().stream()
                .map(FoundPlugin::plugin)
                .filter(report -> report.id().equals("html"))
                .findFirst()
                .orElseThrow(() -> RecurbenchException.environment("the report 'html' is not on the class path"));
        Manifest manifest = Manifests.of(SUBJECT, catalog, command);
        ResultSet results = new ResultSet(List.of(manifest), List.of(), analyses);
        try {
            AnalysisFile.write(data, analyses);
            AtomicFile.write(page, stream -> writer.write(results, stream));
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
        return List.of(data, page);
    }

    private static RecurbenchException unwritable(Path folder, IOException e) {
        return FileTrouble.unwritable(folder.toString(), e, "choose another place with --out");
    }
}
