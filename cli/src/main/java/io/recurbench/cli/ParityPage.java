package io.recurbench.cli;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.ReportWriter;
import io.recurbench.api.record.Analysis;
import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.ResultSet;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.harness.discovery.FoundPlugin;
import io.recurbench.harness.discovery.PluginCatalog;
import io.recurbench.harness.environment.BuildInfo;
import io.recurbench.harness.environment.EnvironmentFacts;
import io.recurbench.harness.environment.Privacy;
import io.recurbench.results.AnalysisFile;
import io.recurbench.results.AtomicFile;
import io.recurbench.results.FileTrouble;
import io.recurbench.testkit.ParityReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** Writes what {@code parity} found: {@code parity.json} for programs, {@code parity.html} for people. */
final class ParityPage {
    private final PluginCatalog catalog;
    private final List<String> command;

    ParityPage(PluginCatalog catalog, List<String> command) {
        this.catalog = catalog;
        this.command = List.copyOf(command);
    }

    /** Writes both files and returns their places. */
    List<Path> write(List<ParityReport> reports, Path folder) {
        List<Analysis> analyses = reports.stream().map(ParityFigures::of).toList();
        Path data = folder.resolve("parity.json");
        Path page = folder.resolve("parity.html");
        ReportWriter writer = catalog.reports().stream()
                .map(FoundPlugin::plugin)
                .filter(report -> report.id().equals("html"))
                .findFirst()
                .orElseThrow(() -> RecurbenchException.environment("the report 'html' is not on the class path"));
        ResultSet results = new ResultSet(List.of(manifest()), List.of(), analyses);
        try {
            Files.createDirectories(folder);
            AnalysisFile.write(data, analyses);
            AtomicFile.write(page, stream -> writer.write(results, stream));
        } catch (IOException e) {
            throw new RecurbenchException(
                    RecurbenchException.Kind.ENVIRONMENT,
                    folder + " cannot be written: " + FileTrouble.words(e) + "; choose another place with --out",
                    e);
        }
        return List.of(data, page);
    }

    private Manifest manifest() {
        Map<String, String> environment = EnvironmentFacts.collect();
        return new Manifest(
                TrialRecord.SCHEMA_VERSION,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                "parity-of-backends",
                "Parity of backends",
                "Each backend beside the reference in double precision, for each cell at awkward sizes.",
                "",
                command.stream().map(Privacy::text).toList(),
                BuildInfo.facts(),
                environment,
                EnvironmentFacts.fingerprint(environment),
                catalog.infos(),
                List.of(),
                List.of());
    }
}
