package io.recurbench.results;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Words for what the file system refuses: Java says it with the names of its exceptions. */
public final class FileTrouble {
    private FileTrouble() {}

    /** Why an operation on a file failed, for a user: {@code "there is no such file"}. */
    public static String words(IOException e) {
        if (e instanceof NoSuchFileException missing) {
            return "there is no " + missing.getFile();
        }
        if (e instanceof AccessDeniedException denied) {
            return "no permission for " + denied.getFile();
        }
        if (e instanceof FileAlreadyExistsException present) {
            return present.getFile() + " is there and is no folder";
        }
        if (e instanceof CharacterCodingException) {
            return "it is not UTF-8";
        }
        String message = String.valueOf(e.getMessage());
        if (e instanceof FileSystemException refused) {
            String reason = refused.getReason();
            return reason == null ? message : refused.getFile() + ": " + reason;
        }
        return message.equals("null") ? e.getClass().getSimpleName() : message;
    }
}
