package io.contrailkube.core.kind.endpoints;

import static io.contrailkube.core.testing.Given.endpoints;
import static io.contrailkube.core.testing.Given.pod;
import static io.contrailkube.core.testing.Given.service;
import static io.contrailkube.core.testing.Given.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import io.contrailkube.core.kind.service.AddressFamily;
import io.contrailkube.core.kind.service.ServiceFact.Port;
import io.contrailkube.core.plan.OwnerKey;
import io.contrailkube.core.port.Question;
import io.contrailkube.core.testing.EndpointsBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whatever the order of slices, the index knows what somebody would who saw them all for the first time. */
class EndpointIndexProperties {
    private static final int WORLDS = 100;
    private static final Set<AddressFamily> BOTH = EnumSet.allOf(AddressFamily.class);
    private static final List<String> SERVICES = List.of("web", "api");
    private static final List<String> PORTS = List.of("http", "metrics");

    private static EndpointsFact slice(Random random) {
        String service = SERVICES.get(random.nextInt(SERVICES.size()));
        EndpointsBuilder slice = endpoints("shop", service).slice("s" + random.nextInt(4));
        for (int group = random.nextInt(3); group >= 0; group--) {
            for (String port : PORTS) {
                if (random.nextInt(3) > 0) {
                    slice = slice.port(port, "TCP", 8080 + random.nextInt(2));
                }
            }
            for (int endpoint = random.nextInt(4); endpoint > 0; endpoint--) {
                int which = random.nextInt(5);
                slice = which == 0
                        ? slice.address("192.0.2." + random.nextInt(3))
                        : slice.pod(pod("shop", "p" + which), "10.47.0." + which);
            }
            slice = group > 0 ? slice.andGroup() : slice;
        }
        return slice.fact();
    }

    private static Map<String, Object> known(EndpointIndex index) {
        var known = new TreeMap<String, Object>();
        for (String service : SERVICES) {
            for (String target : targets()) {
                known.put(service + '/' + target, Set.copyOf(index.servings(service, target)));
            }
            for (String port : PORTS) {
                var one = new Port(port, "TCP", 80);
                known.put(service + ' ' + port, index.targetPorts(service, one, BOTH));
                known.put(service + " agreed " + port, index.agreedPort(service, one, BOTH));
            }
            known.put(service + " strangers", Set.copyOf(index.strangers(service)));
        }
        targets().forEach(target -> known.put("services of " + target, Set.copyOf(index.servicesOf(target))));
        return known;
    }

    private static List<String> targets() {
        var targets = new ArrayList<String>();
        for (int which = 0; which < 5; which++) {
            targets.add(pod("shop", "p" + which).fact().id().uid());
        }
        for (int address = 0; address < 3; address++) {
            targets.add("ip:192.0.2." + address);
        }
        return targets;
    }

    /** What the members of a target depend on. */
    private static Map<OwnerKey, Object> views(EndpointIndex index) {
        var views = new HashMap<OwnerKey, Object>();
        for (String service : SERVICES) {
            for (String target : targets()) {
                var view = new ArrayList<Object>();
                Set<Serving> servings = index.servings(service, target);
                view.add(Set.copyOf(servings));
                servings.forEach(serving ->
                        view.add(index.agreedPort(service, new Port(serving.name(), serving.protocol(), 0), BOTH)));
                views.put(EndpointIndex.member(service, target), view.size() > 2 ? Set.copyOf(view) : view);
            }
        }
        targets().stream()
                .filter(target -> !target.startsWith("ip:"))
                .forEach(target -> views.put(new OwnerKey("Pod", target), Set.copyOf(index.servicesOf(target))));
        return views;
    }

    @Test
    @Spec({"EP-30", "EP-31"})
    void theIndexIsAsIfComputedFromScratchAndMissesNobody() {
        for (int seed = 0; seed < WORLDS; seed++) {
            var random = new Random(seed);
            var index = new EndpointIndex();
            var slices = new HashMap<String, EndpointsFact>();
            for (int step = 0; step < 30; step++) {
                EndpointsFact next = slice(random);
                EndpointsFact before = slices.get(next.id().uid());
                EndpointsFact after = random.nextInt(4) == 0 ? null : next;
                Map<OwnerKey, Object> views = views(index);
                Set<OwnerKey> touched = index.learn(before, after);
                if (after == null) {
                    slices.remove(next.id().uid());
                } else {
                    slices.put(next.id().uid(), after);
                }
                var changed = new HashSet<OwnerKey>();
                views(index).forEach((owner, view) -> {
                    if (!view.equals(views.get(owner))) {
                        changed.add(owner);
                    }
                });
                assertThat(touched).as("seed %s, step %s", seed, step).containsAll(changed);
                var scratch = new EndpointIndex();
                slices.values().forEach(slice -> scratch.learn(null, slice));
                assertThat(known(index)).as("seed %s, step %s", seed, step).isEqualTo(known(scratch));
            }
        }
    }

    /** Members of one pool that have two target ports would share a mapping in the data path (spec 02 section 2). */
    @Test
    @Spec("EP-9")
    void noPoolEverHasMembersWithTwoPorts() {
        for (int seed = 0; seed < 30; seed++) {
            var random = new Random(seed);
            int number = seed;
            var cast = new Cast(settings().names());
            for (int which = 1; which < 5; which++) {
                cast.running(pod("shop", "p" + which), "10.47.0." + which);
            }
            for (int address = 0; address < 3; address++) {
                cast.stage.missing(
                        new Question.InterfaceAt(settings().names().defaultPodNetwork(), "192.0.2." + address));
            }
            cast.with(service("shop", "web")
                    .port("http", "TCP", 80)
                    .port("metrics", "TCP", 9100)
                    .fact());
            cast.with(service("shop", "api")
                    .clusterIps("10.96.3.8")
                    .port("http", "TCP", 80)
                    .fact());
            cast.watch(now -> assertThat(portsOfPools(now))
                    .as("seed %s", number)
                    .allSatisfy((pool, ports) -> assertThat(ports).hasSize(1)));
            var slices = new HashMap<String, EndpointsFact>();
            for (int step = 0; step < 12; step++) {
                EndpointsFact next = slice(random);
                EndpointsFact known = slices.put(next.id().uid(), next);
                if (known != null && random.nextInt(4) == 0) {
                    slices.remove(next.id().uid());
                    cast.without(next);
                } else {
                    cast.with(next);
                }
                var some = new ArrayList<>(cast.owners());
                some.sort(null);
                Collections.shuffle(some, random);
                some.stream()
                        .filter(owner -> !owner.kind().equals("Pod"))
                        .limit(random.nextInt(some.size()))
                        .forEach(cast::plan);
            }
            cast.settle();
            List<String> settled = cast.members();
            assertThat(cast.restart().settle()).as("seed %s", seed).isZero();
            assertThat(cast.members()).isEqualTo(settled);
        }
    }

    private static Map<String, Set<String>> portsOfPools(Cast cast) {
        var ports = new HashMap<String, Set<String>>();
        cast.members().forEach(member -> ports.computeIfAbsent(
                        member.substring(0, member.indexOf("->")), any -> new HashSet<>())
                .add(member.substring(member.lastIndexOf(':') + 1)));
        return ports;
    }
}
