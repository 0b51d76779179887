package io.recurbench.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Native code is loaded by what decides how, before anything else touches it: a test that came to ND4J first had loaded a
 * build that the processor could not run. A class is initialised, and with it the library, when one of its objects is made
 * or one of its static members is used; so these are what is looked for, in the tests of the backends too.
 */
class NativeCodeTest {
    private static final JavaClasses CLASSES = new ClassFileImporter().importPaths(folders());

    /** Classes and test classes of the modules above native code, as far as they are built where this one is. */
    private static List<Path> folders() {
        Path module = Path.of("").toAbsolutePath();
        return Stream.of("backend-nd4j", "backend-cuda", "benchmarks")
                .map(other -> module.resolveSibling(other).resolve(module.relativize(testClasses())))
                .flatMap(tests -> Stream.of(tests, tests.resolveSibling("classes")))
                .filter(Files::isDirectory)
                .toList();
    }

    private static Path testClasses() {
        try {
            return Path.of(NativeCodeTest.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theBackendsAndTheirTestsAreLookedAt() {
        assertThat(Stream.of("nd4j.Memory", "nd4j.MemoryTest", "cuda.driver.Stream", "cuda.driver.CublasTest"))
                .allMatch(name -> CLASSES.contain("io.recurbench." + name));
    }

    /** What takes memory of ND4J's cannot come before that memory, and Library alone gives it. */
    @Test
    void nd4jIsReachedThroughLibraryAlone() {
        classes()
                .that()
                .doNotHaveFullyQualifiedName("io.recurbench.nd4j.Library")
                .and()
                .doNotHaveFullyQualifiedName("io.recurbench.nd4j.NativeLibrary")
                .should(satisfy(
                        "leave ND4J's first object to Library",
                        (origin, events) -> origin.getAccessesFromSelf().stream()
                                .filter(access ->
                                        access.getTargetOwner().getName().matches("org\\.(nd4j|bytedeco)\\..*"))
                                .filter(NativeCodeTest::initialises)
                                .filter(access -> !takesMemory(access) && !isPassedToLibrary(access))
                                .forEach(access ->
                                        events.add(SimpleConditionEvent.violated(origin, access.getDescription())))))
                .check(CLASSES);
    }

    private static boolean takesMemory(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget target
                && target.getRawParameterTypes().stream()
                        .anyMatch(type -> type.isAssignableTo("org.bytedeco.javacpp.Pointer"));
    }

    /** Transform names constructors, and Library calls them. */
    private static boolean isPassedToLibrary(JavaAccess<?> access) {
        return access.getOriginOwner().getSimpleName().equals("Transform")
                && access.getOriginOwner().getConstructorReferencesFromSelf().contains(access);
    }

    /** The static initialiser of a class runs before the rest of it, whoever comes first. */
    @Test
    void whatCallsCudaLoadsItFirst() {
        classes()
                .that()
                .doNotHaveFullyQualifiedName("io.recurbench.cuda.driver.NativeLibrary")
                .should(satisfy(
                        "load the library in their static initialiser, before anything else", (origin, events) -> {
                            if (!startsWithTheLibrary(origin)) {
                                origin.getAccessesFromSelf().stream()
                                        .filter(access -> access.getTargetOwner()
                                                .getName()
                                                .startsWith("jcuda."))
                                        .filter(access -> access.getTargetOwner().getMethods().stream()
                                                .anyMatch(method ->
                                                        method.getModifiers().contains(JavaModifier.NATIVE)))
                                        .filter(NativeCodeTest::initialises)
                                        .forEach(access -> events.add(
                                                SimpleConditionEvent.violated(origin, access.getDescription())));
                            }
                        }))
                .check(CLASSES);
    }

    private static boolean startsWithTheLibrary(JavaClass origin) {
        return origin.getStaticInitializer()
                .map(JavaCodeUnit::getMethodCallsFromSelf)
                .flatMap(calls -> calls.stream().min(Comparator.comparingInt(JavaAccess::getLineNumber)))
                .filter(first ->
                        first.getTarget().getFullName().equals("io.recurbench.cuda.driver.NativeLibrary.load()"))
                .isPresent();
    }

    /** Whether the class of the target is initialised by it; a target that is not found counts. */
    private static boolean initialises(JavaAccess<?> access) {
        return access.getTarget()
                .resolveMember()
                .map(member -> member instanceof JavaConstructor
                        || member.getModifiers().contains(JavaModifier.STATIC))
                .orElse(true);
    }

    private static ArchCondition<JavaClass> satisfy(String what, BiConsumer<JavaClass, ConditionEvents> check) {
        return new ArchCondition<>(what) {
            @Override
            public void check(JavaClass origin, ConditionEvents events) {
                check.accept(origin, events);
            }
        };
    }
}
