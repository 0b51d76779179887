package io.recurbench.testkit.rule;

import io.recurbench.api.command.ShellCommand;
import io.recurbench.api.stability.Stability;
import java.util.OptionalLong;

/** What rules are tried on. */
@Stability.Experimental
public interface Subject {
    /** Its name in findings: {@code "backend cpu"}. */
    String name();

    /** What its models were drawn from, if that differs from run to run. */
    default OptionalLong seed() {
        return OptionalLong.empty();
    }

    /** The {@code recurbench parity} that examines it as it was made: rule and case are still to be added. */
    ShellCommand command();
}
