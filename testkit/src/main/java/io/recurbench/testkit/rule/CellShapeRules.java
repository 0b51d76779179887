package io.recurbench.testkit.rule;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Recurrence;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** C1 to C5: what a cell declares. */
final class CellShapeRules {
    static final Rule<CellSubject> DEFAULTS = Rule.single(
            "C1",
            "the cell has a proper id and description, and compiles with the defaults of its options",
            List.of(
                    "the id: lower case, digits and hyphens, a vendor and a colon in front for third parties",
                    "a default that another option's default does not go with"),
            CellShapeRules::defaults);

    static final Rule<CellSubject> BOUNDS = Rule.single(
            "C2",
            "an option's value is taken or refused with a RecurbenchException of kind USAGE, never another exception",
            List.of(
                    "the minimum of an option: a size of 0 may pass the bounds and fail in the step",
                    "combinations that do not go together: check them first in define, with a message"),
            CellShapeRules::bounds);

    static final Rule<CellSubject> COUNT = CellSubject.rule(
            "C3",
            "parameterCount is the number of parameters that define declares",
            CellSubject::models,
            CellShapeRules::count,
            "biases and learned initial states: the formula counts them when an option adds them",
            "the width of the input: with an embedding it is the embedding's");

    static final Rule<CellSubject> DETERMINISTIC = CellSubject.rule(
            "C4",
            "defining the cell twice, also on several threads at once, gives the same program and the same first parameters",
            CellSubject::kinds,
            CellShapeRules::deterministic,
            "fields of the cell that define writes to; random numbers, hash order or time in define");

    static final Rule<CellSubject> STATES = CellSubject.rule(
            "C5",
            "every state keeps its width, has an initial value of its shape, and a name of its own",
            CellSubject::models,
            CellShapeRules::states,
            "next is called once for each state, with a value of the state's shape");

    static final List<Rule<CellSubject>> ALL = List.of(DEFAULTS, BOUNDS, COUNT, DETERMINISTIC, STATES);

    private CellShapeRules() {}

    private static void defaults(CellSubject subject, Check check) {
        Declarations.check(subject.cell(), check);
        Declarations.check(subject.cell().options(), check);
        compile(subject, subject.resolve(Map.of()));
    }

    private static void bounds(CellSubject subject, Check check) {
        for (Option option : subject.cell().options()) {
            switch (option.type()) {
                case INTEGER, REAL -> {
                    refused(subject, option, option.minimum() - 1, check);
                    if (option.maximum() < Integer.MAX_VALUE) {
                        refused(subject, option, option.maximum() + 1, check);
                    }
                    takenOrRefused(subject, option, smallest(option), check);
                }
                case FLAG -> {
                    takenOrRefused(subject, option, true, check);
                    takenOrRefused(subject, option, false, check);
                }
                case CHOICE -> {
                    refused(subject, option, "no-such-choice", check);
                    option.choices().forEach(choice -> takenOrRefused(subject, option, choice, check));
                }
                case TEXT -> {}
            }
        }
        check.refused("an unknown option", RecurbenchException.class, () -> subject.resolve(Map.of("no-such", 1)));
    }

    private static Object smallest(Option option) {
        return option.type() == Option.Type.INTEGER ? (Object) (long) option.minimum() : (Object) option.minimum();
    }

    private static void refused(CellSubject subject, Option option, Object value, Check check) {
        check.refused(
                "option " + option.name() + "=" + value,
                RecurbenchException.class,
                () -> subject.resolve(Map.of(option.name(), value)));
    }

    /** Alone, with the other sizes small: a default of 128 hidden numbers would only cost time. */
    private static void takenOrRefused(CellSubject subject, Option option, Object value, Check check) {
        Map<String, Object> values = new HashMap<>();
        if (Sizing.hasHidden(subject.cell())) {
            values.put("hidden", 4);
        }
        values.put(option.name(), value);
        try {
            compile(subject, subject.resolve(values));
        } catch (RecurbenchException e) {
            check.that(
                    Sizing.isOfSizes(e),
                    "option " + option.name() + "=" + value + " is refused with kind " + e.kind() + ", expected USAGE: "
                            + e.getMessage());
        } catch (RuntimeException e) {
            check.threw("option " + option.name() + "=" + value + ": expected a program or a RecurbenchException", e);
        }
    }

    private static void compile(CellSubject subject, Options options) {
        for (ModelKind kind : List.of(ModelKind.TOKENS, ModelKind.NUMBERS)) {
            subject.compiler().compile(kind.spec(subject.cell(), options, 3));
        }
    }

    private static void count(CellSubject subject, ModelCase model, Check check) {
        ModelSpec spec = model.spec();
        long expected = 0;
        int width = spec.embedding() > 0 ? spec.embedding() : spec.input().size();
        for (int layer = 0; layer < spec.layers(); layer++) {
            expected += subject.cell().parameterCount(spec.options(), width);
            width = outputWidth(subject, spec);
        }
        long declared = model.program().parameters().stream()
                .filter(parameter -> !isAround(parameter))
                .mapToLong(Parameter::size)
                .sum();
        check.that(
                declared == expected,
                "parameterCount says " + expected + ", define declares " + declared + ": " + names(model.program()));
    }

    /** The width of the row that a layer hands to the next one, as its readout shows. */
    private static int outputWidth(CellSubject subject, ModelSpec spec) {
        ModelSpec single = new ModelSpec(
                spec.cell(), spec.options(), 1, spec.input(), spec.embedding(), spec.output(), spec.readoutBias());
        return subject.compiler().compile(single).parameter("readout.W").shape().get(0);
    }

    private static boolean isAround(Parameter parameter) {
        return parameter.name().startsWith("readout.") || parameter.name().startsWith("embedding.");
    }

    private static String names(Program program) {
        return String.join(
                ", ",
                program.parameters().stream()
                        .filter(parameter -> !isAround(parameter))
                        .map(parameter -> parameter.name() + parameter.shape())
                        .toList());
    }

    private static void deterministic(CellSubject subject, ModelCase model, Check check) {
        List<Program> programs = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> subject.compiler().compile(model.spec()))
                .toList();
        for (Program program : programs) {
            check.that(program.equals(model.program()), "defined once more, the cell gave another program");
        }
        float[] once = subject.compiler().drawParameters(model.program(), 5);
        float[] again = subject.compiler().drawParameters(programs.get(0), 5);
        check.that(Arrays.equals(once, again), "the same seed gave other parameters");
    }

    private static void states(CellSubject subject, ModelCase model, Check check) {
        Program program = model.program();
        Set<String> names = new HashSet<>();
        program.states().forEach(state -> check.that(names.add(state.name()), "two states " + state.name()));
        for (Graph graph : List.of(program.training(), program.evaluation())) {
            for (Recurrence recurrence : graph.recurrences()) {
                String name = program.states().get(recurrence.state()).name();
                int width = program.states().get(recurrence.state()).width();
                check.same("width of the initial value of " + name, width, width(graph, recurrence.initial()));
                check.same("width of the next value of " + name, width, width(graph, recurrence.next()));
                if (recurrence.current() >= 0) {
                    check.same("width of " + name + " in the step", width, width(graph, recurrence.current()));
                }
            }
        }
        InputSpec input = model.spec().input();
        check.that(program.input().equals(input), "the program reads " + program.input() + ", not " + input);
    }

    private static int width(Graph graph, int id) {
        return graph.operation(id).width();
    }
}
