package io.recurbench.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.recurbench.api.stability.Stability;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What plugins may rely on, as text: a change to it is seen in a difference of docs/api.txt, by whoever makes it and whoever
 * reviews it. After a wanted change: run with -Drecurbench.jvm=-Dgolden=write, and read the difference.
 */
class ApiTextTest {
    private static final Path GOLDEN = BuildModule.ROOT.resolve("docs/api.txt");

    @Test
    void theApiIsThatOfTheText() throws IOException {
        String api = text(open());
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(GOLDEN, api);
        }
        assertThat(api)
                .as("docs/api.txt: stable types change only with the version of the SPI")
                .isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    void aMemberMoreOrLessIsSeen() {
        String text = type(Sample.class, "stable");

        assertThat(text).isEqualTo("""
                        stable record io.recurbench.architecture.ApiTextTest.Sample(int width, java.util.List<String> names) \
                        implements Comparable<io.recurbench.architecture.ApiTextTest.Sample>
                          static int LIMIT
                          int compareTo(io.recurbench.architecture.ApiTextTest.Sample)
                          <T extends Number> T first(java.util.List<? extends T>, int...) throws java.io.IOException
                        """);
    }

    /** Something with everything that is printed. */
    public record Sample(int width, List<String> names) implements Comparable<Sample> {
        /** A limit. */
        public static final int LIMIT = 3;

        @Override
        public int compareTo(Sample other) {
            return Integer.compare(width, other.width);
        }

        /** Generic. */
        public <T extends Number> T first(List<? extends T> of, int... at) throws IOException {
            if (hidden()) {
                throw new IOException("nothing");
            }
            return of.get(at[0]);
        }

        private boolean hidden() {
            return width > LIMIT;
        }
    }

    private static List<JavaClass> open() {
        return new ClassFileImporter()
                        .withImportOption(location -> !location.contains("/test-classes/"))
                        .importPackages("io.recurbench.api", "io.recurbench.backend", "io.recurbench.testkit")
                        .stream()
                        .filter(type -> !type.getSimpleName().equals("package-info"))
                        .filter(type -> !mark(type).equals("internal"))
                        .filter(type -> isVisible(type.reflect()))
                        .sorted(Comparator.comparing(JavaClass::getName))
                        .toList();
    }

    private static String text(List<JavaClass> types) {
        return "# The public API, without what is internal. Written by ApiTextTest; docs/spi.md says what may change when.\n\n"
                + types.stream().map(type -> type(type.reflect(), mark(type))).collect(Collectors.joining("\n"));
    }

    private static String mark(JavaClass type) {
        JavaClass outer = type.getEnclosingClass().orElse(null);
        if (outer != null) {
            return mark(outer);
        }
        return type.isAnnotatedWith(Stability.Stable.class)
                ? "stable"
                : type.isAnnotatedWith(Stability.Experimental.class) ? "experimental" : "internal";
    }

    private static boolean isVisible(Class<?> type) {
        return type.getDeclaringClass() == null
                ? Modifier.isPublic(type.getModifiers()) && !type.isAnonymousClass() && !type.isLocalClass()
                : isVisible(type.getModifiers()) && isVisible(type.getDeclaringClass());
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static String type(Class<?> type, String mark) {
        List<String> lines = new ArrayList<>();
        String kind = type.isRecord()
                ? "record"
                : type.isAnnotation()
                        ? "annotation"
                        : type.isEnum() ? "enum" : type.isInterface() ? "interface" : "class";
        String components = type.isRecord()
                ? Arrays.stream(type.getRecordComponents())
                        .map(part -> name(part.getGenericType()) + " " + part.getName())
                        .collect(Collectors.joining(", ", "(", ")"))
                : "";
        lines.add(mark + modifiers(type) + " " + kind + " " + name(type) + parameters(type) + components + above(type));
        Stream.of(type.getDeclaredFields())
                .filter(field -> isVisible(field.getModifiers()) && !field.isSynthetic())
                .sorted(Comparator.comparing(Field::isEnumConstant).reversed())
                .forEach(field -> lines.add(
                        field.isEnumConstant()
                                ? "  " + field.getName()
                                : "  " + modifiers(field) + name(field.getGenericType()) + " " + field.getName()));
        Stream.of(type.getDeclaredConstructors())
                .filter(made -> isVisible(made.getModifiers()) && !made.isSynthetic() && !isCanonical(type, made))
                .map(made -> "  " + modifiers(made) + "new" + arguments(made))
                .sorted()
                .forEach(lines::add);
        Stream.of(type.getDeclaredMethods())
                .filter(method -> isVisible(method.getModifiers()) && !method.isSynthetic() && !isGiven(type, method))
                .sorted(Comparator.comparing(Method::getName).thenComparing(ApiTextTest::arguments))
                .map(ApiTextTest::method)
                .forEach(line -> lines.add("  " + line));
        return String.join("\n", lines) + "\n";
    }

    private static String method(Method method) {
        String variables = method.getTypeParameters().length == 0 ? "" : parameters(method) + " ";
        return modifiers(method) + (method.isDefault() ? "default " : "") + variables
                + name(method.getGenericReturnType()) + " " + method.getName() + arguments(method);
    }

    private static String modifiers(Class<?> type) {
        String text = Modifier.isAbstract(type.getModifiers()) && !type.isInterface() ? " abstract" : "";
        boolean closed = Modifier.isFinal(type.getModifiers()) && !type.isRecord() && !type.isEnum();
        return text + (type.isSealed() ? " sealed" : closed ? " final" : "");
    }

    private static String modifiers(Member member) {
        int modifiers = member.getModifiers();
        boolean inClass = !member.getDeclaringClass().isInterface();
        return (Modifier.isProtected(modifiers) ? "protected " : "")
                + (Modifier.isStatic(modifiers) ? "static " : "")
                + (Modifier.isAbstract(modifiers) && inClass ? "abstract " : "");
    }

    private static String above(Class<?> type) {
        String extended = type.getGenericSuperclass() == null
                        || Stream.of(Object.class, Record.class, Enum.class).anyMatch(type.getSuperclass()::equals)
                ? ""
                : " extends " + name(type.getGenericSuperclass());
        String implemented = names(type.getGenericInterfaces());
        return extended
                + (implemented.isEmpty() ? "" : (type.isInterface() ? " extends " : " implements ") + implemented);
    }

    private static String arguments(Executable made) {
        Type[] types = made.getGenericParameterTypes();
        List<String> names = Stream.of(types).map(ApiTextTest::name).collect(Collectors.toCollection(ArrayList::new));
        if (made.isVarArgs()) {
            names.set(names.size() - 1, names.get(names.size() - 1).replaceAll("\\[]$", "..."));
        }
        String thrown = names(made.getGenericExceptionTypes());
        return "(" + String.join(", ", names) + ")" + (thrown.isEmpty() ? "" : " throws " + thrown);
    }

    private static String parameters(java.lang.reflect.GenericDeclaration of) {
        Function<java.lang.reflect.TypeVariable<?>, String> bound = variable -> {
            String bounds = names(variable.getBounds());
            return variable.getName() + (bounds.equals("Object") ? "" : " extends " + bounds);
        };
        return of.getTypeParameters().length == 0
                ? ""
                : Stream.of(of.getTypeParameters()).map(bound).collect(Collectors.joining(", ", "<", ">"));
    }

    private static String names(Type[] types) {
        return Stream.of(types).map(ApiTextTest::name).collect(Collectors.joining(", "));
    }

    private static String name(Type type) {
        return type.getTypeName().replace('$', '.').replaceAll("\\bjava\\.lang\\.(?=[A-Z])", "");
    }

    /** The constructor of a record that its components give. */
    private static boolean isCanonical(Class<?> type, Constructor<?> made) {
        return type.isRecord()
                && Arrays.equals(
                        made.getParameterTypes(),
                        Stream.of(type.getRecordComponents())
                                .map(RecordComponent::getType)
                                .toArray());
    }

    /** What a record or an enum has without being asked. */
    private static boolean isGiven(Class<?> type, Method method) {
        boolean ofObjects = method.getName().equals("equals")
                || method.getName().equals("hashCode")
                || method.getName().equals("toString");
        boolean component = type.isRecord()
                && method.getParameterCount() == 0
                && Stream.of(type.getRecordComponents())
                        .anyMatch(part -> part.getName().equals(method.getName()));
        boolean ofEnum = type.isEnum()
                && (method.getName().equals("values") || method.getName().equals("valueOf"));
        return ofObjects || component || ofEnum;
    }
}
