package io.recurbench.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.record.Failure;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.ResultSet;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.reports.example.Runs;
import io.recurbench.reports.example.Trials;
import io.recurbench.reports.example.Views;
import io.recurbench.reports.model.Summary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TroubleTest {
    @Test
    void trialsThatFailedAlikeStandTogetherEachWithWhatItLeft() {
        List<Trouble> troubles = Trouble.of(Summary.of(Views.failures()));

        assertThat(troubles)
                .extracting(Trouble::type)
                .containsExactly("crashed", "java.lang.IllegalStateException", "timeout");
        Trouble crashed = troubles.get(0);
        assertThat(crashed.cases()).hasSize(7);
        assertThat(crashed.ends()).hasSize(5).extracting(Trouble.End::count).containsOnly(1);
        assertThat(crashed.furtherEnds()).as("the last two said the same").isEqualTo(1);
        LastOutput output = crashed.ends().get(0).output();
        assertThat(output.kind()).isEqualTo("Last output");
        assertThat(output.excerpt()).startsWith("line 24\n").endsWith("BLAS error of seed 0");
        assertThat(output.text()).contains("line 1\n");
        LastOutput trace = troubles.get(1).ends().get(0).output();
        assertThat(trace.kind()).isEqualTo("Stack trace");
        assertThat(trace.excerpt())
                .startsWith("java.lang.IllegalStateException: no luck\n\tat com.acme.Cell.step0")
                .doesNotContain("step7");
        assertThat(troubles.get(2).ends()).isEmpty();
    }

    @Test
    void theOutputOfAProcessComesBeforeItsTrace() {
        LastOutput both = LastOutput.of(
                "java.lang.Error: x\n\tat A.b(C.java:1)\nlast output of the process:\nfree(): invalid pointer\n");

        assertThat(both.kind()).isEqualTo("Last output");
        assertThat(both.excerpt()).isEqualTo("free(): invalid pointer");
        assertThat(both.text()).startsWith("java.lang.Error");
        LastOutput said = LastOutput.of("it said: last output of the process:\nnothing");
        assertThat(said.excerpt()).isEqualTo("it said: last output of the process:\nnothing");
        assertThat(said.text()).isEmpty();
        assertThat(LastOutput.of("x".repeat(5000)).excerpt()).hasSize(201);
    }

    @Test
    void aThousandTrialsThatSayMuchDoNotFillThePage() throws IOException {
        List<TrialRecord> trials = new ArrayList<>();
        for (int seed = 0; seed < 1000; seed++) {
            trials.add(new Trials()
                    .seed(seed)
                    .ended(
                            Outcome.FAILED,
                            new Failure(
                                    "crashed",
                                    "its crash log is crashes/" + seed,
                                    "last output of the process:\n" + ("line of seed " + seed + "\n").repeat(400)))
                    .build());
        }

        assertThat(page(Runs.of("quickstart", "", "", trials)).length()).isLessThan(4_000_000);
    }

    @Test
    void eachFailureSaysHowItIsRepeatedAndNothingOfItIsMarkup() throws IOException {
        String hostile = "<script>alert(1)</script>\u202e\u001b[31m";
        TrialRecord trial = new Trials()
                .seed(3)
                .ended(Outcome.TIMEOUT, new Failure(hostile, hostile, "last output of the process:\n" + hostile))
                .build();

        String page = page(Runs.of("quickstart", "", "", List.of(trial)));

        assertThat(page)
                .contains("timed out", "after 12 s, attempt 1", "--set 'seeds=[3]'")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;\\u202e\\u001b[31m")
                .doesNotContain("<script>alert(1)");
    }

    private static String page(ResultSet results) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        HtmlPage.write(Summary.of(results), out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
