package com.example.pytorch;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import io.recurbench.api.batch.Batch;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a batch brings, in tensors that grow with the largest batch: the arguments of {@code run} after the slots. */
final class BatchInput implements AutoCloseable {
    private final PtNDManager manager;
    private final int[] starts;
    private List<PtNDArray> arrays = List.of();
    private List<IValue> tensors = List.of();
    private int positions;

    BatchInput(PtNDManager parent, int vocabulary) {
        manager = parent.newSubManager(parent.getDevice());
        starts = new int[vocabulary + 1];
    }

    /** In the order of the arguments. */
    private enum Part {
        TOKENS,
        ORDER,
        TARGETS,
        NUMBERS,
        UNSCORED,
        LARGEST
    }

    /** Runs the method with a batch. */
    void run(TorchModule module, IValue slots, Batch batch) {
        fit(batch);
        boolean masked = batch.scored() < batch.mask().length;
        writeTargets(batch);
        writeTokens(batch.tokens());
        long[] present = IntStream.range(0, starts.length - 1)
                .filter(token -> starts[token] < starts[token + 1])
                .mapToLong(token -> token)
                .toArray();
        long[] firsts = Arrays.stream(starts).distinct().asLongStream().toArray();
        double share = batch.scored() == 0 ? 0 : 1.0 / batch.scored();
        List<IValue> own = List.of(
                IValue.listFrom(present),
                IValue.listFrom(firsts),
                IValue.from((long) batch.steps()),
                IValue.from((long) batch.rows()),
                IValue.from(batch.carried()),
                IValue.from(masked),
                IValue.from(share));
        try {
            IValue[] arguments = Stream.of(Stream.of(slots), tensors.stream(), own.stream())
                    .flatMap(part -> part)
                    .toArray(IValue[]::new);
            module.call("run", arguments);
        } finally {
            own.forEach(IValue::close);
        }
    }

    private void fit(Batch batch) {
        if (batch.mask().length > positions) {
            clear();
            arrays = Stream.of(Part.values()).map(part -> zeros(part, batch)).toList();
            tensors = arrays.stream().map(IValue::from).toList();
            positions = batch.mask().length;
        }
    }

    private PtNDArray zeros(Part part, Batch batch) {
        int size = switch (part) {
            case TOKENS, ORDER -> batch.tokens().length;
            case TARGETS, UNSCORED, LARGEST -> batch.mask().length;
            case NUMBERS -> batch.denseTargets().length;
        };
        DataType type = switch (part) {
            case TOKENS, ORDER, TARGETS, LARGEST -> DataType.INT64;
            case NUMBERS -> DataType.FLOAT32;
            case UNSCORED -> DataType.BOOLEAN;
        };
        return Libtorch.allocate(manager, Math.max(1, size), type);
    }

    private ByteBuffer bytes(Part part) {
        return Tensors.bytes(arrays.get(part.ordinal()));
    }

    /** What stands at a position that is not scored is not read: it is class 0 there. */
    private void writeTargets(Batch batch) {
        byte[] mask = batch.mask();
        ByteBuffer unscored = bytes(Part.UNSCORED);
        for (int i = 0; i < mask.length; i++) {
            unscored.put(i, (byte) (mask[i] == 0 ? 1 : 0));
        }
        LongBuffer targets = bytes(Part.TARGETS).asLongBuffer();
        for (int i = 0; i < batch.targets().length; i++) {
            targets.put(i, mask[i] == 0 ? 0 : batch.targets()[i]);
        }
        bytes(Part.NUMBERS).asFloatBuffer().put(batch.denseTargets());
    }

    /** The tokens, and the positions sorted by them: those of token {@code v} from {@code starts[v]} on. */
    private void writeTokens(int[] tokens) {
        LongBuffer target = bytes(Part.TOKENS).asLongBuffer();
        int[] next = new int[starts.length];
        for (int i = 0; i < tokens.length; i++) {
            target.put(i, tokens[i]);
            next[tokens[i] + 1]++;
        }
        Arrays.parallelPrefix(next, Integer::sum);
        System.arraycopy(next, 0, starts, 0, starts.length);
        LongBuffer order = bytes(Part.ORDER).asLongBuffer();
        for (int i = 0; i < tokens.length; i++) {
            order.put(next[tokens[i]]++, i);
        }
    }

    /** The class with the largest logit of each position, the first of equal ones, after an evaluation. */
    LongBuffer largest() {
        return bytes(Part.LARGEST).asLongBuffer();
    }

    long bytes() {
        return arrays.stream()
                .mapToLong(array -> array.size() * array.getDataType().getNumOfBytes())
                .sum();
    }

    private void clear() {
        tensors.forEach(IValue::close);
        arrays.forEach(PtNDArray::close);
    }

    @Override
    public void close() {
        clear();
        manager.close();
    }
}
