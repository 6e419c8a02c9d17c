package io.contrailkube.node.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may depend on whom. Every rule is tried on the project, and on classes that were planted to break it. */
class ArchitectureTest {
    private static final String PROJECT = "io.contrailkube";
    private static final String PLANTED = "io.contrailkube.node.guard.planted";
    private static final JavaClasses BAD = new ClassFileImporter().importPackages(PLANTED);

    /** @param breaks part of what the rule says of the planted classes */
    private record Case(String name, Function<Rules, ArchRule> rule, String... breaks) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Case> cases() {
        return Stream.of(
                new Case("core depends on little", Rules::coreDependsOnLittle, "Talkative", "java.net.http"),
                new Case(
                        "core reads no clock and no dice",
                        Rules::coreReadsNoClockAndNoDice,
                        "Instant.now",
                        "UUID.randomUUID",
                        "java.util.Random"),
                new Case(
                        "siblings do not know each other",
                        Rules::siblingsDoNotKnowEachOther,
                        "Nosy knows [gateway] node",
                        "Curious knows [sharding]"),
                new Case(
                        "only the root of the node wires",
                        Rules::onlyTheRootOfTheNodeWires,
                        "Meddler knows [gateway, sharding]"),
                new Case("stand-ins know nobody", Rules::standinsKnowNobody, "Partial"),
                new Case("packages form no cycles", Rules::packagesFormNoCycles, "Cycle detected"),
                new Case("HTTP stays in its place", Rules::httpStaysInItsPlace, "Talkative"),
                new Case("names say something", Rules::namesSaySomething, "DefaultHelper"),
                new Case("nothing is inherited", Rules::nothingIsInherited, "DefaultHelper extends a class of ours"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void holds(Case one) {
        one.rule().apply(new Rules(PROJECT)).check(Classes.ofTheProject());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isNoticedWhenBroken(Case one) {
        assertThatThrownBy(() -> one.rule().apply(new Rules(PLANTED)).check(BAD))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(one.breaks());
    }

    @Test
    void everyModuleIsLookedAt() {
        assertThat(Classes.ofTheProject())
                .extracting(type -> type.getPackageName())
                .contains(
                        "io.contrailkube.core.kind.namespace",
                        "io.contrailkube.sharding",
                        "io.contrailkube.persistence",
                        "io.contrailkube.gateway",
                        "io.contrailkube.ingest.worker",
                        "io.contrailkube.node",
                        "io.contrailkube.standins.contrail")
                .doesNotContain("io.contrailkube.core.testing", "io.contrailkube.node.guard");
    }
}
