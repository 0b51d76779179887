package io.recurbench.cli.verb;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.service.Services;
import io.recurbench.cli.parity.RuleTrial;
import io.recurbench.cli.terminal.Notes;
import io.recurbench.testkit.rule.Extent;
import io.recurbench.testkit.rule.ModelDraw;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How rules of the conformance kit are tried. */
final class RuleOptions {
    @Option(
            names = "--rule",
            paramLabel = "ID",
            description = "Try these rules of the conformance kit, or 'all' of them.")
    private List<String> rules = List.of();

    @Option(names = "--case", paramLabel = "NAME", description = "Only this case of the rule, as a finding names it.")
    private @Nullable String caseName;

    @Option(names = "--brief", description = "Try rules on fewer sizes.")
    private boolean brief;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Draw models and batches for backends as a run did that told this seed (drawn anew).")
    private @Nullable Long seed;

    private @Nullable ModelDraw draw;

    /** Those that are asked for; none if nobody asked. */
    List<String> rules() {
        return Verb.names(rules);
    }

    /** What models are drawn from, the same in one run of the command. */
    ModelDraw draw() {
        ModelDraw known = draw;
        if (known == null) {
            known = seed == null ? ModelDraw.anew(Services.compiler()) : new ModelDraw(Services.compiler(), seed);
            draw = known;
        }
        return known;
    }

    /** Before backends are tried: what repeats it. */
    void tellSeed(Notes notes) {
        notes.note("Models and batches for backends are drawn from seed " + draw().seed() + "; --seed repeats them");
    }

    /** Those of the rules that are asked for. */
    List<String> of(List<String> known) {
        return rules.isEmpty() || rules().contains("all")
                ? known
                : rules().stream().filter(known::contains).toList();
    }

    /** For the rules that are asked for, else all. */
    RuleTrial trial(Consumer<String> progress) {
        return trial(rules.isEmpty() ? List.of("all") : rules(), progress);
    }

    /** For these rules. */
    RuleTrial trial(List<String> wanted, Consumer<String> progress) {
        return new RuleTrial(wanted, caseName, brief ? Extent.BRIEF : Extent.FULL, draw(), progress);
    }

    /** Whether only some cases are tried. */
    boolean isPart() {
        return !rules.isEmpty() || caseName != null;
    }

    /** Refuses a case without its rule. */
    void check() {
        if (caseName != null && rules.isEmpty()) {
            throw RecurbenchException.usage("--case names a case of a rule: say which with --rule");
        }
    }
}
