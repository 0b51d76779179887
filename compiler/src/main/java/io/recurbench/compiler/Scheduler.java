package io.recurbench.compiler;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import io.recurbench.api.program.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Puts the live operations of a draft into stages. What does not touch the batch is prepared once per update; what sums
 * over the batch comes last. Between them phases alternate: an even phase is one stage for all positions at once, an odd
 * one has the loops that can run by then. Everything runs in the earliest phase that its inputs allow.
 */
final class Scheduler {
    private static final int PREPARE = -1;
    private static final int REDUCE = Integer.MAX_VALUE;

    /** Where an operation stands: phase, then loop (-1 outside of one), then id. */
    private record Place(int phase, int loop, int id) {}

    private final Draft draft;
    private final Loops loops;
    private final int[] phases;
    private final int[] loopPhases;
    private final int[] newIds;

    private Scheduler(Draft draft) {
        this.draft = draft;
        this.loops = new Loops(draft);
        this.phases = new int[draft.nodes().size()];
        this.loopPhases = new int[loops.all().size()];
        this.newIds = new int[draft.nodes().size()];
        Arrays.fill(newIds, -1);
    }

    /** The scheduled graph. */
    static Graph schedule(Draft draft) {
        return new Scheduler(draft).run();
    }

    private Graph run() {
        boolean changed = true;
        while (changed) {
            changed = assignPhases();
        }
        List<Place> places = draft.live().stream()
                .mapToObj(id -> new Place(phases[id], phases[id] == REDUCE ? -1 : loops.of(id), id))
                .sorted(Comparator.comparingInt(Place::phase)
                        .thenComparingInt(Place::loop)
                        .thenComparingInt(Place::id))
                .toList();
        List<Operation> numbered = new ArrayList<>();
        List<Stage> stages = new ArrayList<>();
        List<Integer> operations = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            operations.add(numbered.size());
            numbered.add(numbered(place, numbered.size()));
            boolean last = i + 1 == places.size()
                    || places.get(i + 1).phase() != place.phase()
                    || places.get(i + 1).loop() != place.loop();
            if (last) {
                stages.add(stage(place, operations));
                operations = new ArrayList<>();
            }
        }
        return new Graph(
                numbered,
                stages,
                draft.recurrences().stream().map(r -> r.moved(this::at)).toList(),
                at(draft.output()),
                at(draft.loss()),
                draft.gradients().stream().map(this::at).toList());
    }

    /** The operation with its id in the order of the schedule, and in its final space. */
    private Operation numbered(Place place, int id) {
        newIds[place.id()] = id;
        Operation operation = draft.nodes().get(place.id());
        Space space = loops.of(place.id()) >= 0 ? Space.STEP : operation.space();
        return operation.moved(id, space, this::at);
    }

    private int at(int id) {
        return id < 0 ? -1 : newIds[id];
    }

    private Stage stage(Place place, List<Integer> operations) {
        if (place.loop() >= 0) {
            Loops.Loop loop = loops.all().get(place.loop());
            Stage.Kind kind = loop.backward() ? Stage.Kind.LOOP_BACKWARD : Stage.Kind.LOOP_FORWARD;
            return new Stage(kind, operations, loop.states());
        }
        Stage.Kind kind = place.phase() == PREPARE
                ? Stage.Kind.PREPARE
                : place.phase() == REDUCE ? Stage.Kind.REDUCE : Stage.Kind.ROWS;
        return new Stage(kind, operations, List.of());
    }

    /** One round over all operations and loops; whether anything moved. */
    private boolean assignPhases() {
        boolean changed = false;
        for (int loop = 0; loop < loopPhases.length; loop++) {
            int latest = loopPhases[loop];
            for (int end : loops.all().get(loop).ends()) {
                latest = Math.max(latest, outside(end, loop));
            }
            changed |= latest != loopPhases[loop];
            loopPhases[loop] = latest;
        }
        for (int id = 0; id < phases.length; id++) {
            int loop = loops.of(id);
            int phase = loop < 0 ? phaseOutside(id) : Math.max(loopPhases[loop], latestInput(id, loop));
            if (loop >= 0) {
                phase = phase % 2 == 0 ? phase + 1 : phase;
                loopPhases[loop] = phase;
            }
            changed |= phase != phases[id];
            phases[id] = phase;
        }
        return changed;
    }

    private int phaseOutside(int id) {
        Operation operation = draft.nodes().get(id);
        boolean rows = operation.space().hasBatchRows();
        int latest = PREPARE;
        for (int input : operation.inputs()) {
            latest = Math.max(latest, phases[input]);
        }
        if (!rows) {
            return latest == PREPARE ? PREPARE : REDUCE;
        }
        latest = Math.max(latest, 0);
        return latest % 2 == 0 ? latest : latest + 1;
    }

    private int latestInput(int id, int loop) {
        int latest = 0;
        for (int input : draft.nodes().get(id).inputs()) {
            latest = Math.max(latest, outside(input, loop));
        }
        return latest;
    }

    /** The first phase after {@code id}, seen from a loop that it may be part of. */
    private int outside(int id, int loop) {
        if (loops.of(id) == loop) {
            return 0;
        }
        return phases[id] % 2 == 1 ? phases[id] + 2 : Math.max(phases[id], 0);
    }
}
