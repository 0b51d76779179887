package io.recurbench.cuda.run;

import io.recurbench.api.Options;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Program;
import io.recurbench.backend.Closing;
import io.recurbench.backend.Execution;
import io.recurbench.backend.GraphExecution;
import io.recurbench.backend.PerVector;
import io.recurbench.backend.UpdateRule;
import io.recurbench.backend.Vector;
import io.recurbench.cuda.compile.CompileCache;
import io.recurbench.cuda.driver.Cublas;
import io.recurbench.cuda.driver.CudaDevice;
import io.recurbench.cuda.driver.GrowingBuffer;
import io.recurbench.cuda.driver.HostMemory;
import io.recurbench.cuda.driver.Region;
import io.recurbench.cuda.driver.Stream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A program on a device: a flat buffer for each vector, one stream. */
public final class CudaExecution implements Execution {
    private final CudaDevice device;
    private final Program program;
    private final Deque<AutoCloseable> owned = new ArrayDeque<>();
    private final PerVector<Region.Place> vectors;
    private final @Nullable Cublas cublas;
    private final Resources resources;
    private final Region memory;
    private final Update update;

    public CudaExecution(TrainerRequest request, CudaDevice device, CompileCache cache) {
        this.device = device;
        this.program = request.program();
        Options options = request.options();
        boolean separate = options.flag("separate-buffers");
        try {
            Stream stream = own(new Stream());
            cublas = Cublas.isWanted(options) ? own(Cublas.open(stream, device.facts(), options.flag("tf32"))) : null;
            Kernels kernels = own(new Kernels(program, cache, device.facts(), cublas));
            HostMemory host = own(new HostMemory());
            GrowingBuffer workspace = own(new GrowingBuffer());
            resources = new Resources(stream, host, workspace, separate, kernels, options.flag("graphs"));
            memory = own(new Region());
            vectors = new PerVector<>(request.optimiser(), () -> memory.reserve(program.parameterCount()));
            update = own(new Update(memory));
            memory.allocate(separate);
            vectors.all().forEach(place -> stream.zero(place.at(0), place.bytes()));
            update.prepare(new UpdateRule(program, request.optimiser()), vectors, kernels, stream);
            stream.synchronise();
        } catch (RuntimeException e) {
            Closing.after(e, this);
            throw e;
        }
    }

    private <T extends AutoCloseable> T own(T resource) {
        owned.push(resource);
        return resource;
    }

    @Override
    public void enter() {
        device.bind();
    }

    @Override
    public GraphExecution open(Graph graph) {
        return new GraphRunner(program, graph, vectors, resources);
    }

    @Override
    public void update(UpdateRule rule) {
        update.enqueue(rule, resources.stream());
    }

    @Override
    public float[] read(Vector vector) {
        float[] numbers = new float[program.parameterCount()];
        Region.Place place = vectors.of(vector);
        resources
                .host()
                .read(place.at(0), place.bytes(), resources.stream())
                .asFloatBuffer()
                .get(numbers);
        return numbers;
    }

    @Override
    public void write(Vector vector, float[] numbers) {
        resources.host().write(vectors.of(vector).at(0), numbers, resources.stream());
    }

    @Override
    public long bytes() {
        return memory.bytes()
                + (cublas == null ? 0 : cublas.bytes())
                + resources.workspace().bytes()
                + resources.host().bytes()
                + update.bytes();
    }

    @Override
    public void close() {
        Closing.all(owned);
    }
}
