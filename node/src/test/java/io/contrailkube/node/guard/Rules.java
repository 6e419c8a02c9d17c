package io.contrailkube.node.guard;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The rules of the architecture, for any root package, so that they can be tried on classes that break them. */
final class Rules {
    /** Modules that know the core and none of each other. */
    static final List<String> SIBLINGS = List.of("sharding", "persistence", "gateway", "ingest");

    /** What gives a different answer the next time. */
    private static final Set<String> FICKLE_TYPES = Set.of(
            "java.time.Clock",
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.util.Timer",
            "java.util.concurrent.ThreadLocalRandom",
            "java.security.SecureRandom");

    private static final Set<String> FICKLE_CALLS = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.System.getenv",
            "java.lang.System.getProperty",
            "java.lang.Math.random",
            "java.lang.Thread.sleep",
            "java.util.UUID.randomUUID");

    private final String root;

    /** @param root package above those of the modules */
    Rules(String root) {
        this.root = root;
    }

    /** A plain {@code java..} would let an HTTP client in. */
    ArchRule coreDependsOnLittle() {
        DescribedPredicate<JavaClass> allowed = resideInAnyPackage(
                        root + ".core..",
                        "java.lang..",
                        "java.util..",
                        "java.time..",
                        "java.math..",
                        "java.nio",
                        "java.nio.charset",
                        "java.security",
                        "java.io",
                        "com.fasterxml.jackson..",
                        "org.pcollections..",
                        "org.jspecify.annotations..")
                .and(describe("no thread, process or file", type -> !BANNED.contains(type.getName())))
                .or(describe("addresses as values", type -> ADDRESSES.contains(type.getName())))
                .or(describe("primitive", type -> type.getPackageName().isEmpty()));
        return classes().that().resideInAPackage(root + ".core..").should().onlyDependOnClassesThat(allowed);
    }

    private static final Set<String> BANNED = Set.of(
            "java.lang.Thread",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.Runtime",
            "java.io.File",
            "java.io.FileInputStream",
            "java.io.FileOutputStream");

    /** Parsing a literal address asks nobody. */
    private static final Set<String> ADDRESSES = Set.of("java.net.InetAddress", "java.net.UnknownHostException");

    ArchRule coreReadsNoClockAndNoDice() {
        DescribedPredicate<JavaAccess<?>> fickle =
                describe("a clock, dice or the environment", access -> isFickle(access.getTarget()));
        return noClasses()
                .that()
                .resideInAPackage(root + ".core..")
                .should()
                .accessTargetWhere(fickle)
                .orShould()
                .dependOnClassesThat(describe("clock or dice", type -> FICKLE_TYPES.contains(type.getName())));
    }

    private static boolean isFickle(AccessTarget target) {
        String owner = target.getOwner().getName();
        return FICKLE_CALLS.contains(owner + '.' + target.getName())
                || (owner.startsWith("java.time.") && target.getName().equals("now"));
    }

    ArchRule siblingsDoNotKnowEachOther() {
        return classes()
                .that(resideInAnyPackage(SIBLINGS.stream().map(this::module).toArray(String[]::new)))
                .should(new ArchCondition<>("know no other sibling, nor the node") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        SortedSet<String> others = siblingsOf(type);
                        others.remove(moduleOf(type));
                        if (!others.isEmpty() || knows(type, "node")) {
                            events.add(SimpleConditionEvent.violated(
                                    type, type.getName() + " knows " + others + (knows(type, "node") ? " node" : "")));
                        }
                    }
                });
    }

    /** Only there the modules meet. */
    ArchRule onlyTheRootOfTheNodeWires() {
        return classes()
                .that(resideInAPackage(root + ".node.."))
                .and()
                .resideOutsideOfPackage(root + ".node")
                .should(new ArchCondition<>("know one sibling at most") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        SortedSet<String> known = siblingsOf(type);
                        if (known.size() > 1) {
                            events.add(SimpleConditionEvent.violated(type, type.getName() + " knows " + known));
                        }
                    }
                });
    }

    ArchRule standinsKnowNobody() {
        return noClasses()
                .that()
                .resideInAPackage(module("standins"))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(List.of("sharding", "persistence", "gateway", "ingest", "node").stream()
                                .map(this::module)
                                .toArray(String[]::new)));
    }

    ArchRule packagesFormNoCycles() {
        return slices().matching(root + ".(**)").should().beFreeOfCycles();
    }

    /** HTTP out: the gateway to Contrail, the ingest to Kubernetes. HTTP in: the node. */
    ArchRule httpStaysInItsPlace() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(
                        root + ".gateway",
                        root + ".ingest.http",
                        root + ".node",
                        root + ".node.http",
                        module("standins"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "java.net.http..", "akka.http..", "io.fabric8..", "io.netty..", "com.sun.net.."));
    }

    /** What such a name says can be said better; inside a class the word default may be one of the domain. */
    ArchRule namesSaySomething() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .areTopLevelClasses()
                .should()
                .haveNameMatching(".*\\.((Abstract|Default|Base)[A-Z]\\w*|\\w*(Impl|Utils?|Manager|Helper))");
    }

    /** Behaviour is put together, not inherited; the constants of an enum may have bodies. */
    ArchRule nothingIsInherited() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and(describe("no constants of an enum", type -> !type.isAnonymousClass()))
                .should(new ArchCondition<>("extend a class of ours") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        boolean inherits = type.getRawSuperclass()
                                .filter(above -> resideInAPackage(root + "..").test(above))
                                .isPresent();
                        events.add(
                                new SimpleConditionEvent(type, inherits, type.getName() + " extends a class of ours"));
                    }
                });
    }

    private SortedSet<String> siblingsOf(JavaClass type) {
        var known = new TreeSet<String>();
        SIBLINGS.stream().filter(sibling -> knows(type, sibling)).forEach(known::add);
        return known;
    }

    private boolean knows(JavaClass type, String module) {
        return type.getDirectDependenciesFromSelf().stream()
                .anyMatch(dependency -> resideInAPackage(module(module)).test(dependency.getTargetClass()));
    }

    private String moduleOf(JavaClass type) {
        return type.getPackageName().substring(root.length() + 1).split("\\.", 2)[0];
    }

    private String module(String name) {
        return root + '.' + name + "..";
    }
}
