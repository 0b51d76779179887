package io.recurbench.architecture;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The modules of docs/architecture.md: the package of each, and the packages that it may depend on. */
enum Module {
    API("api", List.of()),
    COMPILER("compiler", List.of("api")),
    BACKEND_KIT("backend", List.of("api")),
    CELLS("cells", List.of("api")),
    RESULTS("results", List.of("api"), "com.fasterxml.jackson..", "com.networknt.schema.."),
    BACKEND_CPU("cpu", List.of("api", "backend"), "jdk.incubator.vector..", "com.sun.management.."),
    BACKEND_ND4J("nd4j", List.of("api", "backend"), "org.nd4j..", "org.bytedeco.."),
    BACKEND_CUDA("cuda", List.of("api", "backend"), "jcuda.."),
    ANALYSIS("analysis", List.of("api"), "org.ejml.."),
    BACKEND_REFERENCE("reference", List.of("api", "backend")),
    TESTKIT("testkit", List.of("api", "compiler", "reference"), "org.junit..", "org.assertj..", "org.opentest4j.."),
    SUITES_COMMON("suites.common", List.of("api")),
    SUITE_PARITY("suites.parity", List.of("api", "suites.common")),
    SUITE_MODULAR_ARITHMETIC("suites.modular", List.of("api", "suites.common")),
    SUITE_RANDOM_FSM("suites.fsm", List.of("api", "suites.common")),
    SUITE_PAPERS("suites.papers", List.of("api")),
    SUITE_GROUP_WORDS("suites.groups", List.of("api", "suites.common")),
    SUITE_PTB("suites.ptb", List.of("api", "suites.common")),
    SUITE_TEXT("suites.text", List.of("api", "suites.common")),
    SUITE_THROUGHPUT("suites.throughput", List.of("api"), "org.openjdk.jmh.."),
    SUITE_QUICKSTART("suites.quickstart", List.of("api")),
    HARNESS(
            "harness",
            List.of("api", "compiler", "results"),
            "com.fasterxml.jackson..",
            "org.hipparchus..",
            "org.snakeyaml.engine..",
            "org.slf4j..",
            "com.sun.management.."),
    REPORTS(
            "reports",
            List.of("api", "results"),
            "com.fasterxml.jackson..",
            "gg.jte..",
            "org.slf4j..",
            "javax.xml.stream.."),
    CLI(
            "cli",
            List.of("api", "analysis", "harness", "reports", "results", "testkit"),
            "com.fasterxml.jackson..",
            "picocli..",
            "me.tongfei.progressbar..");

    private static final String ROOT = "io.recurbench.";

    private final String name;
    private final List<String> uses;
    private final List<String> libraries;

    Module(String name, List<String> uses, String... libraries) {
        this.name = name;
        this.uses = uses;
        this.libraries = List.of(libraries);
    }

    /** Its package under io.recurbench. */
    String packageName() {
        return name;
    }

    /** The modules that it may use, by the names of their packages. */
    List<String> uses() {
        return uses;
    }

    /** Its packages, as a pattern. */
    String packages() {
        return ROOT + name + "..";
    }

    /** All that its classes may depend on: itself, other modules, its libraries, the JDK. */
    String[] mayUse() {
        return Stream.of(
                        Stream.of(packages(), "java..", "org.jspecify.annotations.."),
                        uses.stream().map(module -> ROOT + module + ".."),
                        libraries.stream())
                .flatMap(packages -> packages)
                .toArray(String[]::new);
    }

    /** The packages of all modules. */
    static String[] allPackages() {
        return Arrays.stream(values()).map(Module::packages).toArray(String[]::new);
    }
}
