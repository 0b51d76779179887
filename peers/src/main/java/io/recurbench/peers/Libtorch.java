package io.recurbench.peers;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;

/**
 * The one way to libtorch. DJL reads its properties when it loads the library, so they are set before that, and no other
 * class here asks it for an engine or a manager. Which kernels run, libtorch chooses by the processor; the environment
 * variable {@code ATEN_CPU_CAPABILITY} names others.
 */
final class Libtorch {
    private static int asked;

    private final Engine engine;

    private Libtorch(Engine engine) {
        this.engine = engine;
    }

    /** libtorch with this number of threads, which is that of the process: it cannot be another one later. */
    static synchronized Libtorch withThreads(int threads) {
        if (asked != 0 && asked != threads) {
            throw new IllegalStateException("libtorch has " + asked + " threads in this process, not " + threads);
        }
        asked = threads;
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
        System.setProperty("ai.djl.offline", "true");
        return new Libtorch(Engine.getEngine("PyTorch"));
    }

    NDManager manager() {
        return engine.newBaseManager();
    }

    GradientCollector gradients() {
        return engine.newGradientCollector();
    }
}
