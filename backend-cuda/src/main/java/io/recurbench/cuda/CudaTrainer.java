package io.recurbench.cuda;

import io.recurbench.api.Batch;
import io.recurbench.api.BatchCheck;
import io.recurbench.api.Evaluation;
import io.recurbench.api.Gradients;
import io.recurbench.api.Trainer;
import io.recurbench.api.TrainerRequest;
import io.recurbench.api.TrainerState;
import io.recurbench.api.program.Program;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parameters and gradient in one flat buffer each, a runner for each of the two graphs, one stream. */
final class CudaTrainer implements Trainer {
    private final CudaDevice device;
    private final Program program;
    private final int size;
    private final Deque<AutoCloseable> owned = new ArrayDeque<>();
    private final Stream stream;
    private final @Nullable Cublas cublas;
    private final HostMemory host;
    private final Workspace workspace;
    private final Region region;
    private final Region.Place parameters;
    private final Region.Place gradient;
    private final GraphRunner training;
    private final GraphRunner evaluation;
    private final Update update;
    private final List<Task> gradientCopies = new ArrayList<>();
    private boolean closed;

    CudaTrainer(TrainerRequest request, CudaDevice device, CompileCache cache) {
        this.device = device;
        this.program = request.program();
        this.size = program.parameterCount();
        boolean separate = request.options().flag("separate-buffers");
        boolean graphs = request.options().flag("graphs");
        try {
            stream = own(new Stream());
            cublas = Cublas.isWanted(request.options())
                    ? own(Cublas.open(stream, device.facts(), request.options().flag("tf32")))
                    : null;
            Kernels kernels = own(new Kernels(program, cache, device.facts(), cublas));
            host = own(new HostMemory());
            workspace = own(new Workspace(separate));
            Region.Layout layout = new Region.Layout();
            int parameterPlace = layout.reserve(size);
            int gradientPlace = layout.reserve(size);
            Prepared forTraining =
                    new Prepared(program, program.training(), kernels.fusion(program.training()), layout);
            Prepared forEvaluation =
                    new Prepared(program, program.evaluation(), kernels.fusion(program.evaluation()), layout);
            update = own(new Update(program, request.optimiser(), layout));
            region = own(Region.allocate(layout, separate));
            parameters = region.place(parameterPlace);
            gradient = region.place(gradientPlace);
            forTraining.bind(region, parameters, gradient);
            forEvaluation.bind(region, parameters, gradient);
            host.write(parameters.pointer(), request.parameters(), stream);
            stream.zero(gradient.pointer(), gradient.bytes());
            training = own(new GraphRunner(program, program.training(), kernels, forTraining, workspace, graphs));
            evaluation = own(new GraphRunner(program, program.evaluation(), kernels, forEvaluation, workspace, graphs));
            training.prepare(stream);
            evaluation.prepare(stream);
            update.bind(program, kernels, region, parameters, gradient, stream);
            bindGradients(forTraining, new RowTasks(kernels));
            stream.synchronise();
        } catch (RuntimeException e) {
            Failures.closing(this::release, e);
            throw e;
        }
    }

    private <T extends AutoCloseable> T own(T resource) {
        owned.push(resource);
        return resource;
    }

    private void bindGradients(Prepared prepared, RowTasks rows) {
        for (int i = 0; i < program.parameters().size(); i++) {
            int id = program.training().gradients().get(i);
            if (id >= 0 && !prepared.isInPlace(i)) {
                long to = gradient.address() + 4L * program.parameters().get(i).offset();
                int count = program.parameters().get(i).size();
                gradientCopies.add(rows.copy(
                        new Operand(to, 0, 1, false), new Operand(prepared.address(id), 0, 1, false), 0, 1, count));
            }
        }
    }

    @Override
    public double step(Batch batch, double learningRate) {
        BatchPlan plan = forwardBackward(batch);
        update.enqueue(learningRate, stream);
        training.invalidate();
        evaluation.invalidate();
        return readLoss(plan);
    }

    @Override
    public Gradients gradients(Batch batch) {
        BatchPlan plan = forwardBackward(batch);
        double loss = readLoss(plan);
        return new Gradients(loss, read(gradient));
    }

    private BatchPlan forwardBackward(Batch batch) {
        begin();
        training.check(batch);
        BatchPlan plan = training.enqueue(batch, host, stream);
        gradientCopies.forEach(task -> task.enqueue(stream));
        return plan;
    }

    private double readLoss(BatchPlan plan) {
        return host.read(plan.results().pointer(), 4, stream).getFloat();
    }

    @Override
    public Evaluation evaluate(Batch batch) {
        begin();
        evaluation.check(batch);
        BatchPlan plan = evaluation.enqueue(batch, host, stream);
        int positions = plan.values().positions();
        ByteBuffer results = host.read(plan.results().pointer(), 4 + 8L * positions, stream);
        float[] losses = new float[positions];
        int[] largest = new int[positions];
        results.position(4);
        results.asFloatBuffer().get(losses);
        results.position(4 + 4 * positions);
        results.asIntBuffer().get(largest);
        return Scores.of(program.output(), batch, losses, largest);
    }

    @Override
    public TrainerState export() {
        begin();
        return new TrainerState(
                update.updates(), read(parameters), update.moments(host, stream), training.readHidden(host, stream));
    }

    @Override
    public void restore(TrainerState state) {
        begin();
        int rows = BatchCheck.checkState(program, update.momentCount(), state);
        host.write(parameters.pointer(), state.parameters(), stream);
        update.restore(state.updates(), state.moments(), host, stream);
        training.restore(state.hidden(), rows, host, stream);
        evaluation.restore(List.of(), 0, host, stream);
        training.invalidate();
        evaluation.invalidate();
    }

    private float[] read(Region.Place place) {
        float[] numbers = new float[size];
        host.read(place.pointer(), place.bytes(), stream).asFloatBuffer().get(numbers);
        return numbers;
    }

    @Override
    public long memoryBytes() {
        begin();
        Cublas library = cublas;
        return region.bytes()
                + (library == null ? 0 : library.bytes())
                + workspace.bytes()
                + training.bytes()
                + evaluation.bytes()
                + host.bytes()
                + update.bytes();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Driver.releaseAll(List.of(device::bind, this::release));
        }
    }

    private void release() {
        List<Runnable> releases = new ArrayList<>();
        for (AutoCloseable resource : owned) {
            releases.add(() -> {
                try {
                    resource.close();
                } catch (RuntimeException e) {
                    throw e;
                } catch (Exception e) {
                    throw new IllegalStateException("closing " + resource, e);
                }
            });
        }
        owned.clear();
        Driver.releaseAll(releases);
    }

    private void begin() {
        if (closed) {
            throw new IllegalStateException("this trainer of " + program.name() + " is closed");
        }
        device.bind();
    }
}
