package io.recurbench.harness.isolation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The connection of parent and child: a socket in a folder that only this user may enter. Whatever a native library
 * prints goes elsewhere, and either side learns of the other's death, however it died, because the system closes it.
 */
final class Link implements AutoCloseable {
    /** Name of the socket. */
    static final String SOCKET = "trials";

    /** Without limits of length: records have theirs, and say so. */
    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();

    private final SocketChannel channel;
    private final BufferedReader in;

    Link(SocketChannel channel) {
        this.channel = channel;
        // Not the channel itself: on JDK 17 a stream that waits for input would keep all output waiting as well.
        this.in = new BufferedReader(
                Channels.newReader(new Input(channel), StandardCharsets.UTF_8.newDecoder(), 1 << 16));
    }

    private record Input(SocketChannel channel) implements ReadableByteChannel {
        @Override
        public int read(ByteBuffer into) throws IOException {
            return channel.read(into);
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** Sends; may be called from several threads. */
    void send(Message message) throws IOException {
        ByteBuffer line = ByteBuffer.wrap(
                (MAPPER.writerFor(Message.class).writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8));
        synchronized (this) {
            while (line.hasRemaining()) {
                channel.write(line);
            }
        }
    }

    /** The next message; null when the other side has closed. To be called from one thread. */
    @Nullable
    Message receive() throws IOException {
        String line = in.readLine();
        return line == null ? null : MAPPER.readValue(line, Message.class);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The other side has gone; that is what closing is for.
            return;
        }
    }
}
