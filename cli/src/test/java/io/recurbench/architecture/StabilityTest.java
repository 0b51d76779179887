package io.recurbench.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.recurbench.api.stability.Stability;
import java.lang.annotation.Annotation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever writes a plugin can see of each public type how far to rely on it. */
class StabilityTest {
    private static final List<Class<? extends Annotation>> MARKS =
            List.of(Stability.Stable.class, Stability.Experimental.class, Stability.Internal.class);

    private static final ArchRule ONE_MARK = classes()
            .that()
            .arePublic()
            .and()
            .areTopLevelClasses()
            .should(new ArchCondition<>("say one of @Stability.Stable, Experimental and Internal") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    long marks = MARKS.stream().filter(type::isAnnotatedWith).count();
                    if (marks != 1) {
                        events.add(SimpleConditionEvent.violated(
                                type, type.getName() + " says " + marks + " of them (see Stability)"));
                    }
                }
            });

    private static JavaClasses of(String... packages) {
        return new ClassFileImporter()
                .withImportOption(location -> !location.contains("/test-classes/"))
                .importPackages(packages);
    }

    @Test
    void everyPublicTypeOfTheOpenModulesSaysHowFarToRelyOnIt() {
        JavaClasses open = of("io.recurbench.api", "io.recurbench.backend", "io.recurbench.testkit");
        assertThat(open.contain("io.recurbench.testkit.Parity")).isTrue();
        ONE_MARK.check(open);
    }

    @Test
    void aTypeThatSaysNothingWouldBeFound() {
        assertThat(ONE_MARK.evaluate(of("io.recurbench.cells")).hasViolation()).isTrue();
    }
}
