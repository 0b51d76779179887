package io.recurbench.cuda.run;

import io.recurbench.api.Options;
import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.program.Program;
import io.recurbench.backend.Execution;
import io.recurbench.backend.GraphExecution;
import io.recurbench.backend.UpdateRule;
import io.recurbench.backend.Vector;
import io.recurbench.cuda.compile.CompileCache;
import io.recurbench.cuda.driver.Cublas;
import io.recurbench.cuda.driver.CudaDevice;
import io.recurbench.cuda.driver.Driver;
import io.recurbench.cuda.driver.Failures;
import io.recurbench.cuda.driver.HostMemory;
import io.recurbench.cuda.driver.Region;
import io.recurbench.cuda.driver.Stream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A program on a device: a flat buffer for each vector, a runner for each of the two graphs, one stream. */
public final class CudaExecution implements Execution {
    private final CudaDevice device;
    private final int size;
    private final Deque<AutoCloseable> owned = new ArrayDeque<>();
    private final Map<Vector, Region.Place> vectors = new EnumMap<>(Vector.class);
    private final @Nullable Cublas cublas;
    private final Resources resources;
    private final Region region;
    private final GraphRunner training;
    private final GraphRunner evaluation;
    private final Update update;

    public CudaExecution(TrainerRequest request, CudaDevice device, CompileCache cache) {
        this.device = device;
        Program program = request.program();
        Optimiser optimiser = request.optimiser();
        Options options = request.options();
        this.size = program.parameterCount();
        boolean separate = options.flag("separate-buffers");
        try {
            Stream stream = own(new Stream());
            cublas = Cublas.isWanted(options) ? own(Cublas.open(stream, device.facts(), options.flag("tf32"))) : null;
            Kernels kernels = own(new Kernels(program, cache, device.facts(), cublas));
            HostMemory host = own(new HostMemory());
            resources = new Resources(stream, host, own(new Workspace(separate)), kernels, options.flag("graphs"));
            Region.Layout memory = new Region.Layout();
            Map<Vector, Integer> reserved = new EnumMap<>(Vector.class);
            reserved.put(Vector.PARAMETERS, memory.reserve(size));
            reserved.put(Vector.GRADIENT, memory.reserve(size));
            Vector.moments(optimiser.moments()).forEach(moment -> reserved.put(moment, memory.reserve(size)));
            Tables forTraining =
                    new Tables(program, program.training(), kernels.fusion(program.training()), reserved, memory);
            Tables forEvaluation =
                    new Tables(program, program.evaluation(), kernels.fusion(program.evaluation()), reserved, memory);
            update = own(new Update(memory));
            region = own(Region.allocate(memory, separate));
            reserved.forEach((vector, place) -> vectors.put(vector, region.place(place)));
            vectors.values().forEach(place -> stream.zero(place.pointer(), place.bytes()));
            forTraining.bind(region);
            forEvaluation.bind(region);
            training = own(new GraphRunner(forTraining, resources));
            evaluation = own(new GraphRunner(forEvaluation, resources));
            training.prepare();
            evaluation.prepare();
            update.bind(new UpdateRule(program, optimiser), kernels, region, vectors, stream);
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

    private Region.Place place(Vector vector) {
        Region.Place place = vectors.get(vector);
        if (place == null) {
            throw new IllegalArgumentException("this optimiser keeps no " + vector);
        }
        return place;
    }

    @Override
    public void enter() {
        device.bind();
    }

    @Override
    public GraphExecution training() {
        return training;
    }

    @Override
    public GraphExecution evaluation() {
        return evaluation;
    }

    @Override
    public void update(UpdateRule rule) {
        update.enqueue(rule, resources.stream());
    }

    @Override
    public float[] read(Vector vector) {
        float[] numbers = new float[size];
        Region.Place place = place(vector);
        resources
                .host()
                .read(place.pointer(), place.bytes(), resources.stream())
                .asFloatBuffer()
                .get(numbers);
        return numbers;
    }

    @Override
    public void write(Vector vector, float[] numbers) {
        resources.host().write(place(vector).pointer(), numbers, resources.stream());
    }

    @Override
    public long bytes() {
        Cublas library = cublas;
        return region.bytes()
                + (library == null ? 0 : library.bytes())
                + resources.workspace().bytes()
                + training.bytes()
                + evaluation.bytes()
                + resources.host().bytes()
                + update.bytes();
    }

    @Override
    public void close() {
        Driver.releaseAll(List.of(device::bind, this::release));
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
}
