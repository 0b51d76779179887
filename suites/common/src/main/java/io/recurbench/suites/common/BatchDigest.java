package io.recurbench.suites.common;

import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.BatchSource;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 over the contents of batches, for golden tests: a generator whose digests hold gives the same bytes on every
 * JVM and operating system.
 */
public final class BatchDigest {
    private final MessageDigest digest = sha256();

    /** An empty digest. */
    public BatchDigest() {}

    /** The digest, in lower-case hexadecimal, of the first batches of a source, or of all if it ends before. */
    public static String of(BatchSource source, int batches) {
        BatchDigest result = new BatchDigest();
        for (int i = 0; i < batches; i++) {
            Batch batch = source.next();
            if (batch == null) {
                break;
            }
            result.add(batch);
        }
        return result.hex();
    }

    /** Adds a batch: steps, rows, carried, tokens, rows of numbers, targets, target numbers, mask; big-endian. */
    public void add(Batch batch) {
        add(new int[] {batch.steps(), batch.rows(), batch.carried() ? 1 : 0});
        add(batch.tokens());
        add(batch.dense());
        add(batch.targets());
        add(batch.denseTargets());
        digest.update(batch.mask());
    }

    /** The digest in lower-case hexadecimal; starts anew. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private void add(int[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * values.length);
        bytes.asIntBuffer().put(values);
        digest.update(bytes.array());
    }

    private void add(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
        bytes.asFloatBuffer().put(values);
        digest.update(bytes.array());
    }
}
