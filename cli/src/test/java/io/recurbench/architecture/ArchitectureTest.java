package io.recurbench.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may depend on whom. The table is in {@link Module} and in docs/architecture.md. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages("io.recurbench");

    @ParameterizedTest
    @EnumSource
    void aModuleUsesWhatTheTableSaysAndNothingElse(Module module) {
        classes()
                .that()
                .resideInAPackage(module.packages())
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(module.mayUse()))
                .because("docs/architecture.md has the table of who may depend on whom")
                .check(CLASSES);
    }

    @Test
    void everyClassBelongsToAModuleOfTheTable() {
        classes()
                .should()
                .resideInAnyPackage(Module.allPackages())
                .because("a new module needs a line in the table")
                .check(CLASSES);
    }

    @Test
    void modulesHaveNoCycles() {
        slices().matching("io.recurbench.(*)..").should().beFreeOfCycles().check(CLASSES);
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
                        Module.API.packages(),
                        Module.COMPILER.packages(),
                        Module.CELLS.packages(),
                        Module.SUITES_COMMON.packages(),
                        Module.SUITE_PARITY.packages(),
                        Module.SUITE_MODULAR_ARITHMETIC.packages(),
                        Module.SUITE_RANDOM_FSM.packages(),
                        Module.SUITE_PTB.packages(),
                        Module.SUITE_TEXT.packages())
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .because("the harness owns the clock")
                .check(CLASSES);
    }
}
