package io.recurbench.cli.verb;

import io.recurbench.cli.answer.Answer;
import io.recurbench.cli.answer.ExitCode;
import io.recurbench.cli.terminal.Console;
import io.recurbench.cli.text.Layout;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Looks for what keeps runs from working or makes their timings doubtful, and says what to do. */
@Command(
        name = "doctor",
        description = "Look for what keeps runs from working or makes timings doubtful, and say what to do.",
        footer = {"", "Exit code 6 if something is broken; a doubt alone is 0."})
public final class DoctorVerb extends Verb {
    public DoctorVerb(Console console) {
        super(console);
    }

    @Override
    Answer answer() {
        List<Diagnosis> diagnoses = new Examination(catalog(), console().environment()).all();
        Layout layout = new Layout(console().columns(), "");
        diagnoses.forEach(
                diagnosis -> layout.row(diagnosis.state().word() + "  " + diagnosis.subject(), diagnosis.text()));
        Map<String, Object> data = Map.of("diagnoses", diagnoses);
        long broken = diagnoses.stream()
                .filter(diagnosis -> diagnosis.state() == Diagnosis.State.BROKEN)
                .count();
        return broken == 0
                ? Answer.of(data, layout.text())
                : new Answer(data, layout.text(), ExitCode.ENVIRONMENT, "broken: " + broken);
    }
}
