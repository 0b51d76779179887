package io.recurbench.suites.common;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.SeededRandom;
import io.recurbench.api.batch.BatchSource;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.task.EvaluationSet;
import io.recurbench.api.task.SecondMethod;
import io.recurbench.api.task.TaskData;
import io.recurbench.api.task.TaskSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The data of a task over labelled sequences. Training is an endless stream of batches of equal lengths. The evaluation
 * sets are {@code validation} (at the training lengths, or those asked for), {@code test} and {@code length-L} for each
 * length of the curve; they depend on the settings alone. Immutable, thread-safe.
 *
 * <p>If the number of training sequences is fixed, none of them occurs in validation or test. The curve shows all
 * sequences of a length; a length at which only one label occurs has no point.
 */
public final class SequenceTaskData implements TaskData {
    /** Longer sequences are evaluated in windows of so many positions, the state carried from one to the next. */
    public static final int WINDOW = 1024;

    /** A label that is right more often than this leaves nothing to learn. */
    private static final double CONSTANT = 1 - 1e-9;

    private static final long EVALUATION_SEED = 0x5EEDL;

    private final Automaton automaton;
    private final SequenceSettings settings;
    private final DistinctSequences trainSet;
    private final Map<Map<Integer, Integer>, Double> chances = new ConcurrentHashMap<>();
    private final TaskSpec spec;

    /**
     * Opens a task.
     *
     * @param automaton draws and labels the sequences
     * @param settings lengths, supervision, sizes
     * @param facts what else decides whether two results can be compared; added to the protocol
     * @throws RecurbenchException of kind USAGE if the settings ask for more training sequences than there are, or if one
     *     label is always right
     */
    public SequenceTaskData(Automaton automaton, SequenceSettings settings, Map<String, String> facts) {
        if (automaton.vocabulary() > Character.MAX_VALUE) {
            throw RecurbenchException.usage("a sequence task has at most 65535 tokens, not " + automaton.vocabulary());
        }
        this.automaton = automaton;
        this.settings = settings;
        double chance = chance(single(settings.evaluation().test()));
        if (chance > CONSTANT || chance(validation()) > CONSTANT) {
            throw RecurbenchException.usage(
                    "all sequences of length " + settings.evaluation().test()
                            + ", or all that validate, have the same label: there is nothing to learn");
        }
        this.trainSet = settings.trainSet() == 0
                ? DistinctSequences.NONE
                : DistinctSequences.draw(
                        automaton, settings.training().lengths(), settings.trainSet(), settings.trainSetSeed());
        Map<String, String> protocol = new TreeMap<>(SequenceProtocol.of(settings));
        protocol.put("chance", String.format(Locale.ROOT, "%.6f", chance));
        protocol.putAll(facts);
        this.spec = new TaskSpec(
                InputSpec.tokens(automaton.vocabulary()),
                OutputSpec.classes(automaton.classes()),
                TaskSpec.Score.NORMALISED_ACCURACY,
                chance,
                OptionalDouble.empty(),
                protocol,
                Map.of());
    }

    @Override
    public TaskSpec spec() {
        return spec;
    }

    @Override
    public BatchSource training(int rows, long seed, int epoch) {
        return new TrainingSequences(automaton, settings, trainSet, rows, seed, epoch);
    }

    @Override
    public OptionalInt longestTraining() {
        int[] lengths = trainSet.lengths(settings.training());
        return OptionalInt.of(automaton.positions(lengths[lengths.length - 1]));
    }

    @Override
    public List<EvaluationSet> evaluations(int rows) {
        EvaluationLengths lengths = settings.evaluation();
        List<EvaluationSet> sets = new ArrayList<>();
        SortedMap<Integer, Integer> validation = validation();
        sets.add(set("validation", EvaluationSet.Role.VALIDATION, validation, "validation", trainSet, rows));
        sets.add(set("test", EvaluationSet.Role.TEST, single(lengths.test()), "test", trainSet, rows));
        for (int length : lengths.curve()) {
            if (chance(single(length)) > CONSTANT) {
                continue;
            }
            // The same sequences as those of the test where the lengths meet, so that the two scores agree.
            sets.add(set(
                    "length-" + length,
                    EvaluationSet.Role.LENGTH,
                    single(length),
                    "test",
                    length == lengths.test() ? trainSet : DistinctSequences.NONE,
                    rows));
        }
        return List.copyOf(sets);
    }

    @Override
    public Optional<SecondMethod> secondMethod() {
        return automaton.secondLabel().map(label -> sequence -> {
            double[] answers = new double[sequence.steps()];
            for (int position = 0; position < answers.length; position++) {
                answers[position] = sequence.mask()[position] == 0
                        ? Double.NaN
                        : label.applyAsInt(Arrays.copyOf(sequence.tokens(), position + 1));
            }
            return answers;
        });
    }

    @Override
    public Set<String> heldOut() {
        return trainSet == DistinctSequences.NONE ? Set.of() : Set.of("validation", "test");
    }

    private EvaluationSet set(
            String name,
            EvaluationSet.Role role,
            SortedMap<Integer, Integer> sequences,
            String family,
            DistinctSequences excluded,
            int rows) {
        long seed = SeededRandom.derive(EVALUATION_SEED, family);
        return new EvaluationSet(
                name,
                role,
                sequences.lastKey(),
                OptionalDouble.of(chance(sequences)),
                () -> new EvaluationSequences(
                        automaton, settings.supervision(), sequences, excluded, rows, WINDOW, seed));
    }

    /** The validation sequences, spread evenly over the lengths asked for, or the training lengths. */
    private SortedMap<Integer, Integer> validation() {
        List<Integer> asked = settings.evaluation().validation();
        int[] lengths = asked.isEmpty()
                ? settings.training().lengths()
                : asked.stream().mapToInt(Integer::intValue).toArray();
        SortedMap<Integer, Integer> sequences = new TreeMap<>();
        int left = settings.evaluation().sequences();
        for (int i = lengths.length - 1; i >= 0 && left > 0; i--) {
            int count = (left + i) / (i + 1);
            sequences.put(lengths[i], count);
            left -= count;
        }
        return sequences;
    }

    private SortedMap<Integer, Integer> single(int length) {
        return new TreeMap<>(Map.of(length, settings.evaluation().sequences()));
    }

    private double chance(Map<Integer, Integer> sequences) {
        return chances.computeIfAbsent(
                sequences, s -> new AutomatonStatistics(automaton).chance(s, settings.supervision()));
    }
}
