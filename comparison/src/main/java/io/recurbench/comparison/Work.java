package io.recurbench.comparison;

import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSetting;
import io.recurbench.results.CanonicalJson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What both sides may have done: trials that differ in nothing but seed and side, seed by seed. Trials belong together by
 * their work key, which is the same wherever they ran; and by backend and options of it, unless backends are compared; and, of
 * speed, by threads.
 */
final class Work {
    private final Map<Integer, Pair> seeds = new TreeMap<>();
    private @Nullable TrialRecord example;

    /** A trial, the run that holds it, and the place of that run on its side. */
    record Trial(TrialRecord trial, Side.Run run, int place) {}

    /** A seed on both sides. */
    record Pair(List<Trial> base, List<Trial> next) {}

    private Work() {}

    /** All work of two sides: in the order of the old one, then what only the new one has. */
    static List<Work> of(Side base, Side next, Optional<Settings.Backends> backends) {
        Map<String, Pair> slots = new LinkedHashMap<>();
        collect(base, backends.map(Settings.Backends::base), backends.isPresent())
                .forEach((slot, trials) ->
                        slots.computeIfAbsent(slot, Work::empty).base().addAll(trials));
        collect(next, backends.map(Settings.Backends::next), backends.isPresent())
                .forEach((slot, trials) ->
                        slots.computeIfAbsent(slot, Work::empty).next().addAll(trials));
        Map<String, Work> works = new LinkedHashMap<>();
        for (Pair pair : slots.values()) {
            Trial one = (pair.base().isEmpty() ? pair.next() : pair.base()).get(0);
            works.computeIfAbsent(identity(one.trial(), backends.isPresent()), identity -> new Work())
                    .add(one.trial(), pair);
        }
        return List.copyOf(works.values());
    }

    private static Pair empty(String slot) {
        return new Pair(new ArrayList<>(), new ArrayList<>());
    }

    private static Map<String, List<Trial>> collect(Side side, Optional<String> backend, boolean acrossBackends) {
        Map<String, List<Trial>> slots = new LinkedHashMap<>();
        for (int i = 0; i < side.runs().size(); i++) {
            Side.Run run = side.runs().get(i);
            for (TrialRecord trial : run.trials()) {
                if (backend.isEmpty()
                        || backend.get().equals(trial.setting().backend().id())) {
                    String slot = CanonicalJson.of(place(
                            trial, acrossBackends, Map.of("work", trial.spec().workKey())));
                    slots.computeIfAbsent(slot, key -> new ArrayList<>()).add(new Trial(trial, run, i));
                }
            }
        }
        return slots;
    }

    /** What a trial is but for its seed. */
    private static String identity(TrialRecord trial, boolean acrossBackends) {
        TrialSetting setting = trial.setting();
        return CanonicalJson.of(place(
                trial,
                acrossBackends,
                Map.of(
                        "task",
                                List.of(
                                        setting.task().id(),
                                        setting.task().version(),
                                        setting.task().options()),
                        "cell",
                                List.of(
                                        setting.cell().id(),
                                        setting.cell().version(),
                                        setting.cell().options()),
                        "layers", setting.layers(),
                        "embedding", setting.embedding(),
                        "protocol", setting.protocol(),
                        "data", setting.dataDigests(),
                        "training", setting.training())));
    }

    private static Map<String, Object> place(TrialRecord trial, boolean acrossBackends, Map<String, Object> work) {
        Map<String, Object> place = new TreeMap<>(work);
        TrialSetting setting = trial.setting();
        if (!acrossBackends) {
            place.put(
                    "backend", List.of(setting.backend().id(), setting.backend().options()));
        }
        if (setting.kind() == TrialSetting.Kind.SPEED) {
            place.put("threads", trial.threads());
        }
        return place;
    }

    private void add(TrialRecord trial, Pair pair) {
        example = example == null ? trial : example;
        Pair seed = seeds.computeIfAbsent(trial.spec().seeds().index(), index -> empty(""));
        seed.base().addAll(pair.base());
        seed.next().addAll(pair.next());
    }

    /** One of its trials. */
    TrialRecord example() {
        if (example == null) {
            throw new IllegalStateException("work without a trial");
        }
        return example;
    }

    /** Quality or speed. */
    TrialSetting.Kind kind() {
        return example().setting().kind();
    }

    /** By the seed's index. */
    Map<Integer, Pair> seeds() {
        return seeds;
    }

    boolean isInBase() {
        return seeds.values().stream().anyMatch(pair -> !pair.base().isEmpty());
    }

    boolean isInNext() {
        return seeds.values().stream().anyMatch(pair -> !pair.next().isEmpty());
    }

    /** All its trials. */
    private Stream<Trial> trials() {
        return seeds.values().stream()
                .flatMap(pair -> Stream.of(pair.base(), pair.next()))
                .flatMap(Collection::stream);
    }

    /** The versions of the method by which it was measured, in order. */
    Set<Integer> methods() {
        return trials().map(trial -> trial.trial().method()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether a trial of it says that it could not be measured as well as was asked for. */
    boolean isNoisy() {
        return trials().anyMatch(trial -> trial.trial().facts().containsKey("noisy"));
    }

    /** The environments in which it was measured; {@code "unknown"} among them where a journal has no manifest. */
    Set<String> fingerprints() {
        return trials().map(trial -> trial.run()
                        .fingerprint()
                        .orElse("unknown of " + trial.run().path()))
                .collect(Collectors.toSet());
    }

    /** What tells it from others, flat: {@code "cell.hidden"} to 64. */
    Map<String, Object> options() {
        TrialSetting setting = example().setting();
        Map<String, Object> flat = new TreeMap<>();
        flat.put("cell.layers", setting.layers());
        flat.put("cell.embedding", setting.embedding());
        flat.put("run.threads", example().threads());
        setting.task().options().forEach((name, value) -> flat.put("task." + name, value));
        setting.cell().options().forEach((name, value) -> flat.put("cell." + name, value));
        setting.backend().options().forEach((name, value) -> flat.put("backend." + name, value));
        setting.training().forEach((name, value) -> flat.put("training." + name, value));
        return flat;
    }
}
