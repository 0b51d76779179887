package io.recurbench.comparison;

import io.recurbench.api.record.TrialSetting;
import io.recurbench.comparison.statistics.Holm;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares two sides: pairs what is the same work, measures each difference, tests them all together, and says what is what. */
public final class Comparer {
    private Comparer() {}

    /** The comparison of two sides. The same results give the same comparison. */
    public static Comparison compare(Side base, Side next, Settings settings) {
        return compare(base, next, settings, false);
    }

    /** The comparison of two sides whose runs were made in pairs, the first with the first and so on, each beside the other. */
    public static Comparison compareInterleaved(Side base, Side next, Settings settings) {
        return compare(base, next, settings, true);
    }

    private static Comparison compare(Side base, Side next, Settings settings, boolean interleaved) {
        List<Work> works = Work.of(base, next, settings.backends());
        List<String> names = WorkNames.of(works, settings.backends().isPresent());
        Set<Refusal> refused = EnumSet.noneOf(Refusal.class);
        List<Judgement> judgements = new ArrayList<>();
        for (int i = 0; i < works.size(); i++) {
            Work work = works.get(i);
            Optional<Refusal> refusal = refusal(work, settings);
            refusal.ifPresent(refused::add);
            judgements.add(Judgement.of(work, names.get(i), settings, refusal, interleaved));
        }
        List<Judgement> tested = judgements.stream().filter(Judgement::isTested).toList();
        double[] adjusted =
                Holm.adjust(tested.stream().mapToDouble(Judgement::p).toArray());
        for (int i = 0; i < adjusted.length; i++) {
            tested.get(i).adjust(adjusted[i], adjusted.length);
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < works.size(); i++) {
            Row row = judgements.get(i).row();
            rows.add(row.effect().isPresent() && works.get(i).isNoisy() ? row.asNoisy() : row);
        }
        return new Comparison(settings, base, next, rows, refused);
    }

    private static Optional<Refusal> refusal(Work work, Settings settings) {
        if (!work.isInBase() || !work.isInNext()) {
            return Optional.empty();
        }
        if (work.methods().size() > 1) {
            return Optional.of(Refusal.METHOD);
        }
        boolean elsewhere =
                work.kind() == TrialSetting.Kind.SPEED && work.fingerprints().size() > 1;
        return elsewhere && !settings.allowOtherEnvironment() ? Optional.of(Refusal.ENVIRONMENT) : Optional.empty();
    }
}
