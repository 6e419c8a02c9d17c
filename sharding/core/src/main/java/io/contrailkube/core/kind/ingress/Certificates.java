package io.contrailkube.core.kind.ingress;

import io.contrailkube.core.contrail.Listener;
import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.kind.ingress.IngressFact.Tls;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which secret holds key and certificate for which host, as `namespace__secret`, which is how the agent finds them (spec 02
 * sections 2 and 7.4). The secrets are not read here.
 *
 * @param forAll for every host that has none of its own; null if there is none
 */
record Certificates(Map<String, String> byHost, @Nullable String forAll) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");

    static Certificates of(IngressFact ingress, List<Problem> problems) {
        var byHost = new HashMap<String, String>();
        String forAll = null;
        for (Tls tls : ingress.tls()) {
            if (!NAME.matcher(tls.secret()).matches()) {
                problems.add(Problem.warning(
                        "TLSSecretNotFound",
                        "an item of spec.tls has no effect: its secretName is no name of a Secret"));
                continue;
            }
            String secret = ingress.id().namespace() + "__" + tls.secret();
            if (!tls.hosts().isEmpty()) {
                tls.hosts().forEach(host -> put(byHost, host.toLowerCase(Locale.ROOT), secret, problems));
            } else if (forAll == null) {
                forAll = secret;
            } else if (!forAll.equals(secret)) {
                problems.add(twice("all hosts", secret));
            }
        }
        return new Certificates(byHost, forAll);
    }

    private static void put(Map<String, String> byHost, String host, String secret, List<Problem> problems) {
        String first = byHost.putIfAbsent(host, secret);
        if (first != null && !first.equals(secret)) {
            problems.add(twice("host '" + Quoted.text(host) + "'", secret));
        }
    }

    private static Problem twice(String whom, String secret) {
        return Problem.warning(
                "FieldIgnored",
                "secret " + secret.substring(secret.indexOf("__") + 2) + " in spec.tls has no effect for " + whom
                        + ": the first one counts");
    }

    /** What ends TLS for a route; empty if it is served without only. */
    Optional<Listener.Tls> of(Route route) {
        String ofHost = byHost.get(route.host());
        if (ofHost != null) {
            return Optional.of(new Listener.Tls(ofHost, null));
        }
        return Optional.ofNullable(forAll).map(secret -> new Listener.Tls(null, secret));
    }

    /** Tells which hosts get no TLS although they are named: those of no rule, wildcards among them. */
    void tellUnused(List<Route> routes, List<Problem> problems) {
        var unused = new TreeSet<>(byHost.keySet());
        routes.forEach(route -> unused.remove(route.host()));
        if (!unused.isEmpty()) {
            problems.add(Problem.warning(
                    "FieldIgnored",
                    "spec.tls has no effect for hosts that no rule names as they are: " + Quoted.text(unused.toString())
                            + "; add rules for them, or an item of spec.tls without hosts"));
        }
    }
}
