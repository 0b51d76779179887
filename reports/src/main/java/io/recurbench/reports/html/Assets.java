package io.recurbench.reports.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The style and the scripts that a report carries inside itself, and the policy that allows these and nothing else. */
final class Assets {
    /** ECharts with lines, bars, scatter, marks and both renderers; the full build is half as large again. */
    private static final String ECHARTS = "echarts.common.min.js";

    private static final String ECHARTS_FACTS = "/META-INF/maven/org.webjars/echarts/pom.properties";

    private static final List<String> SCRIPTS = List.of(
            "format.js",
            "theme.js",
            "option.js",
            "heat.js",
            "legend.js",
            "chart.js",
            "filter.js",
            "sort.js",
            "main.js");

    private Assets() {}

    /** The charting library. */
    static String library() {
        Properties facts = new Properties();
        try {
            facts.load(new StringReader(read(ECHARTS_FACTS)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read("/META-INF/resources/webjars/echarts/" + facts.getProperty("version") + "/" + ECHARTS);
    }

    /** The report's own script: small files, one scope. */
    static String script() {
        return script(SCRIPTS.stream().map(Assets::own));
    }

    /** The script of a page whose tables sort and that has no figures. */
    static String sorting() {
        return script(Stream.of(own("sort.js"), "startSorting();\n"));
    }

    private static String script(Stream<String> parts) {
        return parts.collect(Collectors.joining("", "\"use strict\";\n(function () {\n", "})();\n"));
    }

    /** What loads the page of a run that goes on again. */
    static String liveScript() {
        return own("live.js");
    }

    /** The style sheet. */
    static String style() {
        return own("report.css");
    }

    /** A content security policy under which only these scripts and this style run, and nothing is ever fetched. */
    static String policy(List<String> scripts, String style) {
        return "default-src 'none'; script-src "
                + scripts.stream().map(Assets::hash).collect(Collectors.joining(" "))
                + "; style-src " + hash(style)
                + "; img-src data:; base-uri 'none'; form-action 'none'";
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    private static String own(String name) {
        return read("/io/recurbench/reports/html/" + name);
    }

    /** Line ends are those that an HTML parser would make of them, or the hashes would not fit. */
    private static String read(String name) {
        try (InputStream in = Assets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "expected the resource " + name + " on the class path; is a jar missing?");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
