package io.contrailkube.core.kind.ingress;

import static io.contrailkube.core.testing.DesiredObjects.reasons;
import static io.contrailkube.core.testing.Given.ingress;
import static io.contrailkube.core.testing.Given.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.core.config.ClusterSettings.Ingresses.PrefixMode;
import io.contrailkube.core.kind.ingress.IngressFact.Backend;
import io.contrailkube.core.kind.ingress.IngressFact.Path;
import io.contrailkube.core.kind.service.ServiceFact;
import io.contrailkube.core.kind.service.ServiceFact.Type;
import io.contrailkube.core.testing.IngressBuilder;
import io.contrailkube.core.testing.ServiceBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an ingress serves, and what not (spec 02 sections 7.4 and 11.2). */
class EntriesTest {
    private static final Map<String, ServiceFact> SERVICES = Stream.of(
                    service("shop", "s1").clusterIps("10.96.1.1").port("http", "TCP", 80),
                    service("shop", "s2").clusterIps("10.96.1.2").port("http", "TCP", 8080),
                    service("shop", "none").headless().port("http", "TCP", 80),
                    service("shop", "far").type(Type.EXTERNAL_NAME).clusterIps(),
                    service("shop", "six").clusterIps("fd00::1").port("http", "TCP", 80),
                    service("shop", "both").clusterIps("fd00::1", "10.96.1.3").port("http", "TCP", 80),
                    service("shop", "dns").port("dns", "UDP", 53))
            .map(ServiceBuilder::fact)
            .collect(Collectors.toMap(fact -> fact.id().name(), fact -> fact));

    private static final IngressBuilder EMPTY = ingress("shop", "edge");
    private static final String EXACT_WARNING = "InvalidPath";

    private static Entries entries(IngressBuilder ingress, PrefixMode mode) {
        return Entries.of(ingress.fact(), mode, name -> Optional.ofNullable(SERVICES.get(name)));
    }

    private static Entries entries(IngressBuilder ingress) {
        return entries(ingress, PrefixMode.EXACT);
    }

    private static IngressBuilder path(String host, String path, String type) {
        return EMPTY.path(new Path(host, path, type, new Backend("s1", 80, "")));
    }

    private static List<String> shown(Entries entries) {
        return entries.all().stream()
                .map(entry -> entry.role() + " -> " + entry.target().address() + ':'
                        + entry.target().port())
                .toList();
    }

    @Test
    @Spec("ING-45")
    void rulesAndDefaultBackend() {
        Entries entries =
                entries(EMPTY.defaultBackend("s1", 80).path("", "/a", "s1", 80).path("", "/b", "s2", 8080));
        assertThat(shown(entries))
                .containsExactly(
                        "HTTP/80/acl///a -> 10.96.1.1:80",
                        "HTTP/80/acl///b -> 10.96.1.2:8080",
                        "HTTP/80/default// -> 10.96.1.1:80");
        assertThat(entries.services()).containsExactly("s1", "s2");
        assertThat(entries.problems()).isEmpty();
    }

    @Test
    @Spec("ING-3")
    void hosts() {
        assertThat(shown(entries(EMPTY.path("a.example", "", "s1", 80).path("B.example", "/cart", "s2", 8080))))
                .containsExactly(
                        "HTTP/80/acl/a.example/ -> 10.96.1.1:80", "HTTP/80/acl/b.example//cart -> 10.96.1.2:8080");
    }

    @Test
    @Spec("ING-15")
    void aRuleWithoutHostAndPathIsTheDefault() {
        Entries entries = entries(EMPTY.defaultBackend("s2", 8080).path("", "", "s1", 80));
        assertThat(shown(entries)).containsExactly("HTTP/80/default// -> 10.96.1.1:80");
        assertThat(reasons(entries.problems())).containsExactly("FieldIgnored");
        assertThat(entries.problems().get(0).message()).contains("spec.defaultBackend");
    }

    @Test
    void theFirstOfTwoRulesForTheSameRequestsCounts() {
        Entries entries = entries(EMPTY.path("h.example", "/a", "s1", 80).path("H.example", "/a", "s2", 8080));
        assertThat(shown(entries)).containsExactly("HTTP/80/acl/h.example//a -> 10.96.1.1:80");
        assertThat(reasons(entries.problems())).containsExactly("FieldIgnored");
    }

    @Test
    @Spec("ING-34")
    void nothingIsServedWithoutPaths() {
        assertThat(entries(EMPTY)).isEqualTo(new Entries(List.of(), Set.of(), List.of()));
    }

    @Test
    @Spec("ING-10")
    void tlsForAHost() {
        assertThat(shown(entries(EMPTY.path("h.example", "/a", "s1", 80).tls("cert", "h.example"))))
                .containsExactly(
                        "HTTP/80/acl/h.example//a -> 10.96.1.1:80",
                        "TERMINATED_HTTPS/443/acl/h.example//a|sni|shop__cert -> 10.96.1.1:80");
    }

    @Test
    @Spec("ING-11")
    void tlsForAllHosts() {
        Entries entries = entries(EMPTY.defaultBackend("s1", 80)
                .path("", "/a", "s1", 80)
                .path("h.example", "", "s1", 80)
                .path("own.example", "/x", "s1", 80)
                .tls("all")
                .tls("own", "own.example"));
        assertThat(shown(entries).stream().filter(entry -> entry.startsWith("TERM")))
                .containsExactly(
                        "TERMINATED_HTTPS/443/acl///a|default|shop__all -> 10.96.1.1:80",
                        "TERMINATED_HTTPS/443/acl/h.example/|default|shop__all -> 10.96.1.1:80",
                        "TERMINATED_HTTPS/443/acl/own.example//x|sni|shop__own -> 10.96.1.1:80",
                        "TERMINATED_HTTPS/443/default//|default|shop__all -> 10.96.1.1:80");
    }

    @Test
    void tlsThatServesNobodyIsTold() {
        Entries entries = entries(EMPTY.path("h.example", "/a", "s1", 80)
                .tls("cert", "h.example", "*.example", "other.example")
                .tls("second", "h.example")
                .tls("no name"));
        assertThat(reasons(entries.problems())).containsExactly("FieldIgnored", "TLSSecretNotFound", "FieldIgnored");
        assertThat(entries.problems().get(2).message()).contains("[*.example, other.example]");
        assertThat(shown(entries)).hasSize(2);
    }

    @ParameterizedTest
    @Spec({"ING-16", "ING-17", "ING-47", "ING-7"})
    @CsvSource({
        "s1, 0, http, 10.96.1.1:80, ''",
        "s2, 8080, '', 10.96.1.2:8080, ''",
        "both, 80, '', 10.96.1.3:80, ''",
        "s1, 0, web, '', BackendPortNotFound",
        "s1, 0, '', '', BackendPortNotFound",
        "s1, 81, '', '', BackendPortNotFound",
        "dns, 53, '', '', BackendPortNotFound",
        "gone, 80, '', '', BackendServiceNotFound",
        "none, 80, '', '', BackendHeadless",
        "far, 80, '', '', UnsupportedBackend",
        "six, 80, '', '', UnsupportedIPFamily",
        "'', 0, '', '', UnsupportedBackend",
    })
    void backends(String service, int port, String portName, String target, String reason) {
        var asked = new Path("", "/asked", "Exact", new Backend(service, port, portName));
        Entries entries = entries(EMPTY.path(asked).path("", "/other", "s1", 80));
        assertThat(shown(entries))
                .hasSize(target.isEmpty() ? 1 : 2)
                .last()
                .isEqualTo("HTTP/80/acl///other -> 10.96.1.1:80");
        assertThat(shown(entries).get(0)).endsWith(target);
        assertThat(String.join(",", reasons(entries.problems()))).isEqualTo(reason);
        assertThat(entries.missing()).isEqualTo(service.equals("gone") ? Set.of("gone") : Set.of());
    }

    @Test
    void aBackendThatManyPathsHaveIsToldOfOnce() {
        assertThat(reasons(entries(EMPTY.path("", "/a", "gone", 80)
                                .path("", "/b", "gone", 80)
                                .path("", "/c", "gone", 81))
                        .problems()))
                .containsExactly("BackendServiceNotFound");
    }

    @ParameterizedTest
    @Spec("ING-18")
    @ValueSource(
            strings = {
                "/a b",
                "/a\n  acl x",
                "a",
                "/a#b",
                "/a\\b",
                "/a'b",
                "/a\"b",
                "/ä",
                "/a\u0000",
                " /a",
                "-f /etc/passwd",
                "/a$b",
                "/{x}"
            })
    void pathsThatWouldBreakTheConfiguration(String path) {
        Entries entries = entries(path("", path, "ImplementationSpecific").path("", "/other", "s1", 80));
        assertThat(shown(entries)).containsExactly("HTTP/80/acl///other -> 10.96.1.1:80");
        assertThat(reasons(entries.problems())).containsExactly("InvalidPath");
        assertThat(entries.problems().get(0).message()).doesNotContain("\n");
    }

    @ParameterizedTest
    @Spec({"ING-18", "ING-47"})
    @ValueSource(strings = {"*.example", "*", "a b", "a\nb", "-a", "a_b", "ä.example", "a'", ".a"})
    void hostsThatCannotBeExpressed(String host) {
        Entries entries = entries(path(host, "/a", "Exact").path("", "/other", "s1", 80));
        assertThat(shown(entries)).containsExactly("HTTP/80/acl///other -> 10.96.1.1:80");
        assertThat(reasons(entries.problems())).containsExactly("InvalidPath");
    }

    @ParameterizedTest
    @Spec("ING-46")
    @CsvSource({
        "EXACT, h.example, /, Prefix, acl/h.example/, ''",
        "EXACT, '', /, Prefix, default//, ''",
        "EXACT, '', '', Prefix, default//, ''",
        "EXACT, h.example, /foo, Prefix, acl/h.example//foo, InvalidPath",
        "EXACT, h.example, /, Exact, acl/h.example//, ''",
        "EXACT, h.example, /, ImplementationSpecific, acl/h.example//, ''",
        "EXACT, h.example, /foo/, Exact, acl/h.example//foo/, ''",
        "HAPROXY_REGEX, h.example, /foo, Prefix, 'acl/h.example/-m reg ^/foo(/.*)?$', ''",
        "HAPROXY_REGEX, h.example, /foo/, Prefix, 'acl/h.example/-m reg ^/foo(/.*)?$', ''",
        "HAPROXY_REGEX, h.example, /v1.0/(x), Prefix, 'acl/h.example/-m reg ^/v1[.]0/[(]x[)](/.*)?$', ''",
        "HAPROXY_REGEX, h.example, /, Prefix, acl/h.example/, ''",
        "HAPROXY_REGEX, h.example, /foo, Exact, acl/h.example//foo, ''",
    })
    void pathTypes(PrefixMode mode, String host, String path, String type, String condition, String reason) {
        Entries entries = entries(path(host, path, type), mode);
        assertThat(shown(entries)).containsExactly("HTTP/80/" + condition + " -> 10.96.1.1:80");
        assertThat(String.join(",", reasons(entries.problems()))).isEqualTo(reason);
    }

    @Test
    void manyPrefixesAreToldOfInOneMessage() {
        IngressBuilder many = EMPTY;
        for (int i = 0; i < 8; i++) {
            many = many.path(new Path("", "/p" + i, "Prefix", new Backend("s1", 80, "")));
        }
        Entries entries = entries(many);
        assertThat(reasons(entries.problems())).containsExactly(EXACT_WARNING);
        assertThat(entries.problems().get(0).message()).contains("/p0, /p1, /p2, /p3, /p4 and 3 more");
    }

    @ParameterizedTest
    @CsvSource({
        "HAPROXY_REGEX, h, /foo, h, /foo/bar, true",
        "HAPROXY_REGEX, h, /foo, h, /foobar, false",
        "HAPROXY_REGEX, h, /foo, g, /foo/bar, false",
        "HAPROXY_REGEX, h, /foo, '', /foo/bar, true",
        "HAPROXY_REGEX, '', /foo, h, /foo/bar, true",
        "EXACT, h, /, h, /foo, true",
        "EXACT, h, /, g, /foo, false",
        "EXACT, h, /, '', /foo, true",
        "EXACT, '', /, h, /foo, false",
        "EXACT, h, /foo, '', /foo, true",
        "EXACT, h, /foo, h, /foo/bar, false",
    })
    void rulesWhoseOrderWouldMatter(
            PrefixMode mode, String host, String path, String otherHost, String otherPath, boolean told) {
        var one = new Path(host, path, "Prefix", new Backend("s1", 80, ""));
        var other = new Path(otherHost, otherPath, "Prefix", new Backend("s2", 8080, ""));
        for (IngressBuilder ingress :
                List.of(EMPTY.path(one).path(other), EMPTY.path(other).path(one))) {
            Entries entries = entries(ingress, mode);
            assertThat(entries.problems().stream()
                            .filter(problem -> problem.message().contains("knows no order")))
                    .hasSize(told ? 1 : 0);
            assertThat(entries.all()).hasSize(2);
        }
    }
}
