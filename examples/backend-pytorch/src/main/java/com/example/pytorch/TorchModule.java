package com.example.pytorch;

import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Methods in TorchScript, loaded into libtorch. A call of one crosses from Java to C++ once, whatever it does there: libtorch
 * interprets it, at about a third of what an operation costs that is called from Java.
 *
 * <p>libtorch loads a module from an archive with its source and its attributes; this one has no attributes.
 */
final class TorchModule implements AutoCloseable {
    private static final String HEAD = "class Program(Module):\n  __parameters__ = []\n  __buffers__ = []\n";
    /** Python's serialisation of {@code __torch__.Program} with nothing in it. */
    private static final String OBJECT = "\u0080\u0002c__torch__\nProgram\n)\u0081}b.";
    /** That of an empty tuple. */
    private static final String NO_CONSTANTS = "\u0080\u0002).";
    /** The format of libtorch 2: operators have the arguments that its documentation says. */
    private static final String FORMAT = "10\n";

    private final PtSymbolBlock block;

    TorchModule(PtNDManager manager, List<Script> methods) {
        String source = methods.stream().map(Script::text).collect(Collectors.joining("", HEAD, ""));
        try {
            block = JniUtils.loadModule(manager, new ByteArrayInputStream(archive(source)), false, false);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    private static byte[] archive(String source) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, "data.pkl", OBJECT);
            put(zip, "constants.pkl", NO_CONSTANTS);
            put(zip, "version", FORMAT);
            put(zip, "code/__torch__.py", source);
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry("program/" + name));
        zip.write(content.getBytes(StandardCharsets.ISO_8859_1));
        zip.closeEntry();
    }

    /** Calls a method. The arguments stay the caller's. */
    void call(String method, IValue... arguments) {
        IValueUtils.runMethod(block, method, arguments).close();
    }

    @Override
    public void close() {
        block.close();
    }
}
