package io.recurbench.reports;

import io.recurbench.api.record.Failure;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.ReportWriter;
import io.recurbench.api.record.ResultSet;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.text.Visible;
import io.recurbench.reports.model.Numbers;
import io.recurbench.reports.model.Outcomes;
import io.recurbench.reports.model.Setting;
import io.recurbench.reports.model.Summary;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code junit.xml} for CI systems: a suite per experiment, a test case per trial. Failed, diverged, timed-out,
 * interrupted and nonconforming trials are failures of that type; skipped ones are skipped. What XML has no way to write
 * is written as an escape, as everywhere.
 */
public final class JunitReport implements ReportWriter {
    @Override
    public String id() {
        return "junit";
    }

    @Override
    public String description() {
        return "every trial as a test case in JUnit's XML, for CI systems";
    }

    @Override
    public String fileName() {
        return "junit.xml";
    }

    @Override
    public void write(ResultSet results, OutputStream out) throws IOException {
        Summary summary = Summary.of(results);
        Map<String, List<Setting>> experiments = new LinkedHashMap<>();
        summary.settings()
                .forEach(setting -> experiments.merge(setting.experiment(), List.of(setting), JunitReport::joined));
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuites");
            xml.writeAttribute("name", Visible.line(summary.title()));
            for (Map.Entry<String, List<Setting>> experiment : experiments.entrySet()) {
                suite(xml, experiment.getKey(), experiment.getValue());
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IOException("junit.xml cannot be written: " + e.getMessage(), e);
        }
    }

    private static List<Setting> joined(List<Setting> some, List<Setting> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static void suite(XMLStreamWriter xml, String experiment, List<Setting> settings)
            throws XMLStreamException {
        int tests =
                settings.stream().mapToInt(setting -> setting.trials().size()).sum();
        int skipped = settings.stream().mapToInt(s -> s.count(Outcome.SKIPPED)).sum();
        int completed =
                settings.stream().mapToInt(s -> s.count(Outcome.COMPLETED)).sum();
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", Visible.line(experiment));
        xml.writeAttribute("tests", Integer.toString(tests));
        xml.writeAttribute("failures", Integer.toString(tests - completed - skipped));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", Integer.toString(skipped));
        for (Setting setting : settings) {
            for (TrialRecord trial : setting.trials()) {
                testCase(xml, setting, trial);
            }
        }
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
        xml.writeCharacters("\n");
    }

    private static void testCase(XMLStreamWriter xml, Setting setting, TrialRecord trial) throws XMLStreamException {
        String words = setting.words();
        double seconds = Setting.seconds(trial);
        xml.writeCharacters("\n    ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", Visible.line(setting.experiment() + "." + setting.task()));
        xml.writeAttribute(
                "name",
                Visible.line(setting.cell() + (words.isEmpty() ? "" : ", " + words) + " on " + setting.backend()
                        + ", seed " + trial.spec().seeds().index()));
        if (Double.isFinite(seconds)) {
            xml.writeAttribute("time", Numbers.fixed(seconds, 3));
        }
        outcome(xml, trial);
        xml.writeStartElement("system-out");
        xml.writeCharacters(Visible.text(output(trial)));
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static void outcome(XMLStreamWriter xml, TrialRecord trial) throws XMLStreamException {
        if (trial.outcome() == Outcome.COMPLETED) {
            return;
        }
        @Nullable Failure failure = trial.failure();
        String message = failure == null ? Outcomes.meaning(trial.outcome()) : failure.message();
        boolean skipped = trial.outcome() == Outcome.SKIPPED;
        xml.writeStartElement(skipped ? "skipped" : "failure");
        xml.writeAttribute("message", Visible.line(message));
        if (!skipped) {
            String type = failure != null && trial.outcome() == Outcome.FAILED
                    ? failure.type()
                    : Outcomes.word(trial.outcome());
            xml.writeAttribute("type", Visible.line(type));
            xml.writeCharacters(Visible.text(failure == null ? "" : failure.trace()));
        }
        xml.writeEndElement();
    }

    private static String output(TrialRecord trial) {
        StringBuilder lines = new StringBuilder("key " + trial.key());
        trial.metrics()
                .forEach(metric -> lines.append('\n')
                        .append(metric.name())
                        .append(" = ")
                        .append(Numbers.withUnit(metric.value(), metric.unit())));
        return lines.toString();
    }
}
