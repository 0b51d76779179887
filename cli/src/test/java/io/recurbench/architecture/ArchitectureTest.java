package io.recurbench.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may depend on whom: the poms say it, and docs/architecture.md. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages("io.recurbench");
    private static final ArchRule NO_CIRCLES =
            slices().matching("io.recurbench.(**)").should().beFreeOfCycles();

    static List<BuildModule> modules() {
        return BuildModule.distributed();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleUsesWhatItsPomSaysAndNothingElse(BuildModule module) {
        classes()
                .that()
                .resideInAPackage(module.packages())
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(module.mayUse()))
                .because("what comes with something else may go with it")
                .check(CLASSES);
    }

    @Test
    void everyClassBelongsToAModule() {
        classes()
                .should()
                .resideInAnyPackage(
                        modules().stream().map(BuildModule::packages).toArray(String[]::new))
                .because("the packages of a module begin with what its pom calls recurbench.module")
                .check(CLASSES);
    }

    @Test
    void noPackagesFormACircle() {
        NO_CIRCLES.check(CLASSES);
    }

    @Test
    void aCircleOfPackagesWouldBeFound() {
        JavaClasses circle = new ClassFileImporter().importPackages("io.recurbench.architecture.circle");
        assertThat(circle).hasSize(2);
        assertThat(NO_CIRCLES.evaluate(circle).hasViolation()).isTrue();
    }

    /** Entries to choices, these to combinations, these to trials: no step knows the one that calls it. */
    @Test
    void planningGoesOneWay() {
        slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass one) {
                        return one.getPackageName().equals("io.recurbench.harness.plan")
                                ? SliceIdentifier.of(one.getName().replaceAll("\\$.*", ""))
                                : SliceIdentifier.ignore();
                    }

                    @Override
                    public String getDescription() {
                        return "classes of planning";
                    }
                })
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void theVectorApiIsBehindOnePackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.recurbench.cpu.vector..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator..")
                .because("without the module everything else must still load, and fall back to scalar loops")
                .check(CLASSES);
    }

    @Test
    void standardStreamsBelongToTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.recurbench.cli..")
                .should(ACCESS_STANDARD_STREAMS)
                .because("standard output holds results and nothing else")
                .check(CLASSES);
    }

    @Test
    void theJvmIsEndedByTheCommandLineAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.recurbench.cli..")
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .check(CLASSES);
    }

    @Test
    void randomNumbersAreTheSameOnEveryJvm() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Random.class, SplittableRandom.class, ThreadLocalRandom.class)
                .orShould()
                .callMethod(Math.class, "random")
                .because("SeededRandom is fixed for ever, java.util.random is not, and a trial repeats from its seed")
                .check(CLASSES);
    }

    @Test
    void whatATrialComputesKnowsNoClock() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.recurbench.api..",
                        "io.recurbench.compiler..",
                        "io.recurbench.cells..",
                        "io.recurbench.suites..")
                .and()
                .resideOutsideOfPackage("io.recurbench.suites.throughput..")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .because("the harness owns the clock")
                .check(CLASSES);
    }
}
