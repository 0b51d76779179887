package io.recurbench.results;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A file that is there and is left alone: a link, a pipe, a device, a folder in its place, or one beyond a limit. */
public final class RefusedFileException extends FileSystemException {
    private static final long serialVersionUID = 1;

    /** Names the file and says what it is, to follow on its name: {@code "is a folder, expected a plain file"}. */
    RefusedFileException(Path file, String reason) {
        super(file.toString(), null, reason);
    }
}
