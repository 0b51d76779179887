package io.recurbench.testkit;

import io.recurbench.api.command.ShellCommand;
import io.recurbench.testkit.rule.Finding;
import io.recurbench.testkit.rule.Rule;
import io.recurbench.testkit.rule.RuleCase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What of a test class is tried: all, or the one case that properties of the system name. A failure under JUnit gives the
 * command that sets them: it tests the classes as they are, and needs no jar that an earlier build may have left.
 *
 * @param test the class, by which Maven finds it
 * @param rule the one rule that is wanted, if only one is
 * @param caseName the one case
 */
record Repetition(
        String test, @Nullable String rule, @Nullable String caseName) {
    private static final String RULE = "recurbench.rule";
    private static final String CASE = "recurbench.case";
    private static final String SEED = "recurbench.seed";

    /** As the properties have it. */
    static Repetition of(Class<?> test) {
        return new Repetition(test.getName(), System.getProperty(RULE), System.getProperty(CASE));
    }

    /** What models are drawn from, if the properties say it. */
    static Optional<Long> seed() {
        return Optional.ofNullable(Long.getLong(SEED));
    }

    boolean isWanted(Rule<?> one) {
        return rule == null || rule.equals(one.id());
    }

    boolean isWanted(RuleCase one) {
        return caseName == null || caseName.equals(one.name());
    }

    /** Repeats just this case, from the folder of the module. */
    String command(Finding finding, OptionalLong drawnFrom) {
        ShellCommand command = ShellCommand.of(Files.exists(Path.of("mvnw")) ? "./mvnw" : "mvn")
                .with("test")
                .with("-Dtest=" + test)
                .with("-D" + RULE + "=" + finding.rule());
        if (!finding.caseName().isEmpty()) {
            command = command.with("-D" + CASE + "=" + finding.caseName());
        }
        return drawnFrom.isEmpty()
                ? command.toString()
                : command.with("-D" + SEED + "=" + drawnFrom.getAsLong()).toString();
    }
}
