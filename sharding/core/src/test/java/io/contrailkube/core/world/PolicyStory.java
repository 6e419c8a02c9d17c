package io.contrailkube.core.world;

import static io.contrailkube.core.testing.Given.namespace;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.Uuids;
import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.KubeKind;
import io.contrailkube.core.kind.networkpolicy.NetworkPolicyKind;
import io.contrailkube.core.kind.pod.PodKind;
import io.contrailkube.core.testing.Given;
import io.contrailkube.core.testing.NamespaceBuilder;
import io.contrailkube.core.testing.RandomPolicy;
import io.contrailkube.core.world.Story.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What happens to pods and network policies of a few namespaces (spec 03 section 13.4). */
final class PolicyStory {
    static final List<String> NAMESPACES = List.of("a", "a-b", "c");
    static final String REST = "everything comes to rest";
    static final String NODE = "node-1";
    private static final List<String> PREFIXES =
            List.of("10.32.0.0/12", "10.32.0.0/13", "10.40.0.0/14", "10.44.0.201/32", "0.0.0.0/0", "172.16.0.0/12");

    private final Random random;
    private final RandomPolicy words;

    private PolicyStory(Random random) {
        this.random = random;
        this.words = new RandomPolicy(random, this::block);
    }

    /** A town stands, and then things happen; after some of them everything comes to rest, {@code rests} times in all. */
    static List<Event> of(long seed, int rests, int most, boolean violent) {
        var story = new PolicyStory(new Random(seed));
        List<Event> all = story.town();
        for (int rest = 0; rest < rests; rest++) {
            int events = 1 + story.random.nextInt(most);
            for (int event = 0; event < events; event++) {
                all.add(story.next(violent));
            }
            all.add(new Event(REST, world -> {}));
        }
        return all;
    }

    static List<Event> town(long seed) {
        return new PolicyStory(new Random(seed)).town();
    }

    private List<Event> town() {
        var all = new ArrayList<Event>();
        NAMESPACES.forEach(name -> all.add(applyNamespace(name)));
        for (String name : NAMESPACES) {
            int pods = 1 + random.nextInt(3);
            for (int pod = 0; pod < pods; pod++) {
                all.add(put(pod(name, pod)));
            }
        }
        int policies = random.nextInt(4);
        for (int policy = 0; policy < policies; policy++) {
            all.add(put(policy(policy)));
        }
        return all;
    }

    /** A change of one policy: added, replaced or deleted. */
    static Event change(long seed) {
        var story = new PolicyStory(new Random(seed));
        return story.random.nextInt(4) == 0 ? story.deletePolicy() : put(story.policy(story.random.nextInt(3)));
    }

    private Event next(boolean violent) {
        int dice = random.nextInt(violent ? 24 : 20);
        if (dice < 8) {
            return put(policy(random.nextInt(5)));
        }
        if (dice < 11) {
            return deletePolicy();
        }
        if (dice < 16) {
            return put(pod(pick(NAMESPACES), random.nextInt(4)));
        }
        if (dice < 18) {
            KubeFact pod = pod(pick(NAMESPACES), random.nextInt(4));
            return new Event("delete " + pod.id(), world -> world.delete(pod));
        }
        if (dice < 20) {
            return applyNamespace(pick(NAMESPACES));
        }
        return violence(dice);
    }

    private Event violence(int dice) {
        String name = pick(NAMESPACES);
        return switch (dice) {
            case 20 ->
                new Event(
                        "all processes start anew",
                        world -> world.killAll().list().start());
            case 21 -> new Event("the cluster entity dies", World::kill);
            case 22 -> new Event("entity " + name + " dies", world -> world.kill(name));
            default -> new Event("namespace " + name + " goes", world -> world.deleteWithin(name));
        };
    }

    private Event applyNamespace(String name) {
        var labels = Given.json(words.labels(3));
        return new Event("apply namespace " + name + ' ' + labels, world -> {
            NamespaceBuilder builder = namespace(name);
            for (var label : labels.properties()) {
                builder = builder.label(label.getKey(), label.getValue().asText());
            }
            world.apply(builder);
        });
    }

    private Event deletePolicy() {
        KubeFact policy = policy(random.nextInt(5));
        return new Event("delete " + policy.id(), world -> world.delete(policy));
    }

    private KubeFact pod(String namespace, int index) {
        ObjectNode pod = object("Pod", namespace, "p" + index);
        pod.withObject("/metadata").set("labels", Given.json(words.labels(3)));
        pod.withObject("/spec").put("nodeName", NODE);
        pod.withArray("/spec/containers").addObject().set("ports", Given.json(words.containerPorts(3)));
        pod.withObject("/status").put("phase", "Running").put("hostIP", "10.0.0.5");
        return decoded(new PodKind(), pod);
    }

    private KubeFact policy(int index) {
        // Names and namespaces in which two may want one name for their firewall policy.
        String namespace = index == 0 ? "a" : index == 1 ? "a-b" : pick(NAMESPACES);
        String name = index == 0 ? "b-np" : index == 1 ? "np" : "np" + index;
        ObjectNode policy = object("NetworkPolicy", namespace, name);
        policy.set("spec", Given.json(words.spec()));
        return decoded(new NetworkPolicyKind(), policy);
    }

    private String block() {
        return switch (random.nextInt(4)) {
            case 0 -> "{cidr: '10.32.0.0/12', except: ['10.32.0.0/14', '10.33.0.0/16', '10.44.0.201/32']}";
            case 1 -> "{cidr: '10.40.0.0/14', except: ['10.40.0.0/14']}";
            default -> "{cidr: '" + pick(PREFIXES) + "'}";
        };
    }

    private static Event put(KubeFact fact) {
        return new Event("apply " + fact, world -> {
            if (world.holdsNamespace(fact.id().namespace())) {
                world.apply(fact);
            }
        });
    }

    private static KubeFact decoded(KubeKind kind, ObjectNode object) {
        return kind.decode(object).orElseThrow();
    }

    private static ObjectNode object(String kind, String namespace, String name) {
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("kind", kind);
        object.putObject("metadata")
                .put("namespace", namespace)
                .put("name", name)
                .put("uid", Uuids.named("uid of " + kind + ' ' + namespace + '/' + name));
        return object;
    }

    private <T> T pick(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
