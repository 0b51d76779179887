package io.recurbench.compiler;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Program;
import io.recurbench.api.service.ProgramCompiler;

/**
 * The compiler of the distribution. A cell writes its step twice, once for training and once for evaluation; each is
 * simplified, regrouped and scheduled, the training one after it was differentiated. Stateless and thread-safe.
 */
public final class DifferentiatingCompiler implements ProgramCompiler {

    @Override
    public Program compile(ModelSpec spec) {
        Model training = Model.build(spec, Model.Mode.TRAINING);
        Model evaluation = Model.build(spec, Model.Mode.EVALUATION);
        String cell = "cell '" + spec.cell().id() + "'";
        if (!training.parameters().equals(evaluation.parameters())
                || !training.states().equals(evaluation.states())) {
            throw RecurbenchException.conformance(
                    cell + " declares other parameters or states when it is defined a second"
                            + " time; define must depend on its scope alone, and declare both branches of choose");
        }
        Draft forward = optimised(training.draft());
        Draft complete = Adjoint.append(cell, forward, training.parameters());
        Graph trainingGraph = Scheduler.schedule(Regroup.apply(complete));
        Graph evaluationGraph = Scheduler.schedule(optimised(evaluation.draft()));
        return new Program(
                name(spec),
                spec.input(),
                spec.output(),
                training.parameters(),
                training.states(),
                trainingGraph,
                evaluationGraph);
    }

    @Override
    public float[] drawParameters(Program program, long seed) {
        return ParameterDraw.draw(program, seed);
    }

    private static Draft optimised(Draft draft) {
        return Regroup.apply(ContractionOrder.apply(SplitConcatenation.apply(draft)));
    }

    private static String name(ModelSpec spec) {
        String options = spec.options().toString();
        return spec.cell().id()
                + (options.isEmpty() ? "" : "(" + options + ")")
                + (spec.layers() == 1 ? "" : " x " + spec.layers());
    }
}
