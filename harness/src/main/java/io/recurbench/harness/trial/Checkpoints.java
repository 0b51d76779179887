package io.recurbench.harness.trial;

import io.recurbench.api.backend.TrainerState;
import io.recurbench.api.program.Program;
import io.recurbench.api.record.TrialSpec;
import io.recurbench.results.Checkpoint;
import io.recurbench.results.PlainFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Keeps the parameters that a trial was tested with, for analysis. */
final class Checkpoints {
    private Checkpoints() {}

    static void write(TrialSpec spec, Program program, TrainerState state, Path folder) throws IOException {
        List<Checkpoint.Tensor> tensors = program.parameters().stream()
                .map(parameter -> new Checkpoint.Tensor(
                        parameter.name(),
                        parameter.shape(),
                        Arrays.copyOfRange(
                                state.parameters(), parameter.offset(), parameter.offset() + parameter.size())))
                .toList();
        Map<String, String> metadata = Map.of(
                "key", spec.key(),
                "task", spec.setting().task().id(),
                "cell", spec.setting().cell().id(),
                "input", Integer.toString(program.input().size()),
                "output", Integer.toString(program.output().width()),
                "updates", Long.toString(state.updates()));
        PlainFile.makeFolder(folder);
        new Checkpoint(tensors, metadata).write(folder.resolve(Checkpoint.fileName(spec.key())));
    }
}
