package io.recurbench.results;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Another process that looks who holds a folder. */
public final class HolderMain {
    private HolderMain() {}

    /** Argument: the folder. Prints its holder. */
    public static void main(String[] arguments) throws IOException {
        System.out.println(RunLock.holder(new RunFolder(Path.of(arguments[0]))).orElse("nobody"));
    }

    static String holderOf(Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        HolderMain.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.strip();
    }
}
