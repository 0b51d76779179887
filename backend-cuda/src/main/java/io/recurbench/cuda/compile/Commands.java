package io.recurbench.cuda.compile;

import io.recurbench.api.RecurbenchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs other programs. */
public final class Commands {
    private Commands() {}

    /**
     * What the command printed.
     *
     * @throws RecurbenchException of kind ENVIRONMENT with its output if it can't be run or ends with an error
     */
    public static String run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0) {
                throw new RecurbenchException(
                        RecurbenchException.Kind.ENVIRONMENT,
                        String.join(" ", command) + " ended with code " + code + ":",
                        said.strip().lines().toList(),
                        null);
            }
            return said;
        } catch (IOException e) {
            throw new RecurbenchException(
                    RecurbenchException.Kind.ENVIRONMENT, "could not run " + command.get(0) + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RecurbenchException.environment("interrupted while waiting for " + command.get(0));
        }
    }
}
