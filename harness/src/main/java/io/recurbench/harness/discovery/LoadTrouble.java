package io.recurbench.harness.discovery;

import java.lang.reflect.Modifier;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why the class of a provider cannot be taken, for its author: Java says it with the names of its exceptions. */
final class LoadTrouble {
    private static final Pattern CLASS_FILE = Pattern.compile("class file version (\\d+)");

    /** The version of a class file of Java N is N + 44. */
    private static final int BEFORE_JAVA_1 = 44;

    private LoadTrouble() {}

    /** Of a class that a service file names and that could not be loaded, in words. */
    static String words(Class<?> service, Throwable error) {
        Thrown thrown = Thrown.of(error);
        String message = thrown.message();
        Matcher version = CLASS_FILE.matcher(message);
        if (error instanceof UnsupportedClassVersionError && version.find()) {
            int built = Integer.parseInt(version.group(1)) - BEFORE_JAVA_1;
            int here = Runtime.version().feature();
            return "its class was built for Java " + built + ", and this is Java " + here + ": build it with --release "
                    + here + " or run on a newer one";
        }
        if (thrown.type().equals(NoSuchMethodException.class.getName())) {
            return "its class needs to be public, with a public constructor without arguments";
        }
        if (error instanceof ServiceConfigurationError && message.endsWith(" not found")) {
            return "META-INF/services/" + service.getName() + " names a class that is not there: correct the name, or"
                    + " build the jar again";
        }
        return message.endsWith(" not a subtype")
                ? "META-INF/services/" + service.getName() + " names a class that does not implement "
                        + service.getName()
                : PluginFailure.words(error);
    }

    /** Why nothing can be made of a class that was loaded; empty if something can. */
    static Optional<String> defect(Class<?> provider) {
        return Modifier.isAbstract(provider.getModifiers())
                ? Optional.of("its class is abstract: expected one that can be made")
                : Optional.empty();
    }
}
