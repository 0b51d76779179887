package io.recurbench.testkit.rule;

import io.recurbench.api.batch.Batch;
import io.recurbench.testkit.rule.PairedTrainers.Method;
import java.util.List;

/**
 * B57: an answer follows from what a batch holds now. Every two methods that take a batch are called one after the other
 * with one object whose contents change and with other objects of equal contents, in both orders, with nothing, an update
 * or a restore in between. The reference gets copies that it has never seen and says what is right.
 */
final class ContentRules {
    static final Rule<BackendSubject> CONTENTS = BackendSubject.rule(
            "B57",
            "an answer follows from what the batch holds now: neither its object nor an equal one before it matters",
            BackendSubject::oneOfEachInput,
            ContentRules::contents,
            "a cache that knows batches by their object or their arrays: what they hold changes",
            "a key that leaves out targets, mask or whether the batch is carried",
            "answers that are kept over an update or a restore",
            "an array that was handed out and is used again: it is the caller's");

    static final List<Rule<BackendSubject>> ALL = List.of(CONTENTS);

    private final ModelCase model;
    private final PairedTrainers pair;
    private final Batch shared;
    private int drawn;

    private ContentRules(ModelCase model, PairedTrainers pair) {
        this.model = model;
        this.pair = pair;
        this.shared = draw();
    }

    /** What is written into a batch that has been seen: all of it, or no more than one entry. */
    private enum Change {
        ALL,
        INPUT,
        TARGET,
        MASK
    }

    private static void contents(BackendSubject subject, ModelCase model, Check check) {
        try (PairedTrainers pair = new PairedTrainers(subject, model, check)) {
            new ContentRules(model, pair).walk();
        }
    }

    private void walk() {
        for (Method first : Method.values()) {
            for (Method second : Method.values()) {
                for (Change change : Change.values()) {
                    changedThenEqual(first, second, change);
                    equalThenChanged(first, second, change);
                }
                afterUpdate(first, second);
                afterRestore(first, second);
            }
        }
        for (Method method : Method.values()) {
            carried(method);
        }
    }

    private void changedThenEqual(Method first, Method second, Change change) {
        start();
        pair.ask(first, shared, "a batch");
        write(shared, change);
        pair.ask(second, shared, "the same object with new contents, after " + first);
        pair.ask(second, copy(shared), "equal contents in another object, after " + first);
    }

    private void equalThenChanged(Method first, Method second, Change change) {
        start();
        pair.ask(first, shared, "a batch");
        pair.ask(second, copy(shared), "equal contents in another object, after " + first);
        write(shared, change);
        pair.ask(second, shared, "the same object with new contents, after " + first);
    }

    private void afterUpdate(Method first, Method second) {
        start();
        pair.ask(first, shared, "a batch");
        pair.ask(Method.STEP, draw(), "a step in between");
        pair.ask(second, copy(shared), "equal contents in another object, after " + first + " and an update");
        pair.ask(Method.STEP, draw(), "a step in between");
        pair.ask(second, shared, "the same object, after " + first + " and two updates");
    }

    private void afterRestore(Method first, Method second) {
        start();
        pair.ask(first, shared, "a batch");
        pair.restore(0.75f);
        pair.ask(second, copy(shared), "equal contents in another object, after " + first + " and a restore");
        pair.restore(0.5f);
        pair.ask(second, shared, "the same object, after " + first + " and two restores");
    }

    /** A carried batch starts from where the one before it ended, so the same one gives another answer each time. */
    private void carried(Method method) {
        pair.restore(1);
        Batch batch = draw();
        Batch again = Batches.carried(batch, true);
        pair.ask(method, batch, "a batch");
        pair.ask(method, again, "equal contents, carried");
        pair.ask(method, again, "the same object, carried once more");
    }

    /** Both have the first parameters again, and the shared object holds something new. */
    private void start() {
        pair.restore(1);
        Batches.overwrite(shared, draw());
    }

    private void write(Batch batch, Change change) {
        switch (change) {
            case ALL -> Batches.overwrite(batch, draw());
            case INPUT -> changeInput(batch);
            case TARGET -> changeTarget(batch);
            case MASK -> swapFirstAndLast(batch.mask());
        }
    }

    private void changeInput(Batch batch) {
        int last = batch.tokens().length - 1;
        if (last >= 0) {
            batch.tokens()[last] =
                    (batch.tokens()[last] + 1) % model.program().input().size();
        } else {
            batch.dense()[batch.dense().length - 1] += 1;
        }
    }

    private void changeTarget(Batch batch) {
        int last = batch.targets().length - 1;
        if (last >= 0) {
            batch.targets()[last] =
                    (batch.targets()[last] + 1) % model.program().output().width();
        } else {
            batch.denseTargets()[batch.denseTargets().length - 1] += 1;
        }
    }

    private static void swapFirstAndLast(byte[] mask) {
        byte first = mask[0];
        mask[0] = mask[mask.length - 1];
        mask[mask.length - 1] = first;
    }

    /** A new batch with a target everywhere, of which the first position is not scored and the others are. */
    private Batch draw() {
        Batch batch = model.batch(drawn++, Masking.ALL, false);
        byte[] mask = batch.mask().clone();
        mask[0] = 0;
        return Batches.masked(batch, mask);
    }

    private Batch copy(Batch batch) {
        return Batches.carried(batch, false);
    }
}
