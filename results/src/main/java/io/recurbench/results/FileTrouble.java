package io.recurbench.results;

import io.recurbench.api.RecurbenchException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Words for what the file system refuses: Java says it with the names of its exceptions. */
public final class FileTrouble {
    private FileTrouble() {}

    /** The error of a result that cannot be read: of kind RESULT if it is not to be read, else ENVIRONMENT. */
    public static RecurbenchException unreadable(Path file, IOException e) {
        return e instanceof RefusedFileException
                ? new RecurbenchException(RecurbenchException.Kind.RESULT, words(e), e)
                : new RecurbenchException(
                        RecurbenchException.Kind.ENVIRONMENT, file + " cannot be read: " + words(e), e);
    }

    /**
     * The error of a file that cannot be written: of kind USAGE if the place is not one to write to, else ENVIRONMENT.
     *
     * @param what could not be written: {@code "report a.html"}
     * @param remedy what to do
     */
    public static RecurbenchException unwritable(String what, IOException e, String remedy) {
        return new RecurbenchException(
                e instanceof RefusedFileException
                        ? RecurbenchException.Kind.USAGE
                        : RecurbenchException.Kind.ENVIRONMENT,
                what + " cannot be written: " + words(e) + "; " + remedy,
                e);
    }

    /** The error of whatever else the file system refuses: of kind USAGE if the place is not one to use, else ENVIRONMENT. */
    public static RecurbenchException refused(FileSystemException e) {
        return new RecurbenchException(
                e instanceof RefusedFileException
                        ? RecurbenchException.Kind.USAGE
                        : RecurbenchException.Kind.ENVIRONMENT,
                words(e),
                e);
    }

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
        if (e instanceof RefusedFileException refused) {
            return refused.getFile() + " " + refused.getReason();
        }
        String message = String.valueOf(e.getMessage());
        if (e instanceof FileSystemException refused) {
            String reason = refused.getReason();
            return reason == null ? message : refused.getFile() + ": " + reason;
        }
        return message.equals("null") ? e.getClass().getSimpleName() : message;
    }
}
