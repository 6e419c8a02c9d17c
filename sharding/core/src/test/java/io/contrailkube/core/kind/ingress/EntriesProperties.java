package io.contrailkube.core.kind.ingress;

import static io.contrailkube.core.testing.Given.ingress;
import static io.contrailkube.core.testing.Given.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.core.config.ClusterSettings.Ingresses.PrefixMode;
import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.kind.ingress.Entry.Door;
import io.contrailkube.core.kind.ingress.IngressFact.Backend;
import io.contrailkube.core.kind.ingress.IngressFact.Path;
import io.contrailkube.core.kind.service.ServiceFact;
import io.contrailkube.core.testing.DesiredObjects;
import io.contrailkube.core.testing.Given;
import io.contrailkube.core.testing.IngressBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever somebody writes into an ingress: what reaches svc-monitor is a configuration that it can load. */
class EntriesProperties {
    private static final int INGRESSES = Integer.getInteger("ingresses", 2000);
    private static final int FIRST_SEED = Integer.getInteger("firstSeed", 0);

    private static final List<String> HOSTS =
            List.of("", "", "a.example", "A.example", "b.example", "*.example", "a b", "x\ny", "ü", "a'b");
    private static final List<String> PATHS =
            List.of("", "/", "/a", "/a/", "/a/b", "/a.b", "/(x)+", "/a b", "/a\nb", "a", "/#", "/\\", "/\"", "/%41|x");
    private static final List<String> TYPES = List.of("Exact", "Prefix", "ImplementationSpecific", "Odd");
    private static final List<String> SERVICES = List.of("s1", "s2", "gone", "none", "");
    private static final List<String> SECRETS = List.of("cert", "other", "a b", "x__y", "");

    private static final Pattern SAFE_HOST = Pattern.compile("[a-z0-9.-]+");
    private static final Pattern SAFE_PATH = Pattern.compile("/[^\\s\\p{Cntrl}'\"#\\\\]*");
    private static final Pattern SAFE_PREFIX =
            Pattern.compile("-m reg \\^/[^\\s\\p{Cntrl}'\"#\\\\]*\\(/\\.\\*\\)\\?\\$");
    private static final Pattern SAFE_SECRET = Pattern.compile("shop__[a-z0-9.-]+");

    @Test
    @Spec({"ING-15", "ING-18"})
    void whatIsServedCanBeLoaded() {
        for (int seed = FIRST_SEED; seed < FIRST_SEED + INGRESSES; seed++) {
            var random = new Random(seed);
            IngressBuilder ingress = random(random);
            PrefixMode mode = pick(random, List.of(PrefixMode.values()));
            try {
                check(ingress, mode);
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ", " + mode + ": " + ingress.fact(), e);
            }
        }
    }

    private static void check(IngressBuilder ingress, PrefixMode mode) {
        Entries entries = Entries.of(ingress.fact(), mode, EntriesProperties::known);
        assertThat(entries.all().stream().map(Entry::role)).doesNotHaveDuplicates();
        for (Door door : Door.values()) {
            assertThat(entries.all().stream()
                            .filter(entry ->
                                    entry.door() == door && entry.route().isDefault()))
                    .hasSizeLessThan(2);
        }
        var make = new IngressObjects(ingress.fact(), Given.names());
        var objects = new ArrayList<ContrailObject>();
        entries.all().forEach(entry -> objects.addAll(make.entry(entry)));
        var wanted = DesiredObjects.of(objects); // fails if one is wanted twice
        for (Entry entry : entries.all()) {
            var pool = make.balancer()
                    .frontend(entry.door().protocol(), entry.door().port(), entry.role())
                    .pool();
            var annotations = wanted.annotations(pool.key());
            String host = annotations.get("host");
            String path = annotations.get("path");
            assertThat(annotations.get("type")).isEqualTo(host == null && path == null ? "default" : "acl");
            assertThat(host == null || SAFE_HOST.matcher(host).matches())
                    .as("host %s", host)
                    .isTrue();
            assertThat(path == null
                            || SAFE_PATH.matcher(path).matches()
                            || SAFE_PREFIX.matcher(path).matches())
                    .as("path %s", path)
                    .isTrue();
            for (String secret :
                    new String[] {entry.tls().ofServer(), entry.tls().byDefault()}) {
                assertThat(secret == null || SAFE_SECRET.matcher(secret).matches())
                        .isTrue();
            }
        }
        assertThat(entries.problems()).doesNotHaveDuplicates();
        assertThat(entries.problems().stream().map(problem -> problem.message()))
                .noneMatch(message -> message.contains("\n"));
    }

    private static Optional<ServiceFact> known(String name) {
        return switch (name) {
            case "s1", "s2" ->
                Optional.of(service("shop", name).port("http", "TCP", 80).fact());
            case "none" ->
                Optional.of(
                        service("shop", name).headless().port("http", "TCP", 80).fact());
            default -> Optional.empty();
        };
    }

    private static IngressBuilder random(Random random) {
        IngressBuilder ingress = ingress("shop", "edge");
        for (int i = random.nextInt(6); i > 0; i--) {
            ingress = ingress.path(
                    new Path(pick(random, HOSTS), pick(random, PATHS), pick(random, TYPES), backend(random)));
        }
        if (random.nextBoolean()) {
            ingress = ingress.defaultBackend(backend(random));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            ingress = random.nextBoolean()
                    ? ingress.tls(pick(random, SECRETS))
                    : ingress.tls(pick(random, SECRETS), pick(random, HOSTS), pick(random, HOSTS));
        }
        return ingress;
    }

    private static Backend backend(Random random) {
        return random.nextInt(3) == 0
                ? new Backend(pick(random, SERVICES), 0, pick(random, List.of("http", "odd", "")))
                : new Backend(pick(random, SERVICES), pick(random, List.of(80, 81)), "");
    }

    private static <T> T pick(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
