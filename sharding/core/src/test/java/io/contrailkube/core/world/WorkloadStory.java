package io.contrailkube.core.world;

import static io.contrailkube.core.testing.Given.attachment;
import static io.contrailkube.core.testing.Given.ingress;
import static io.contrailkube.core.testing.Given.namespace;
import static io.contrailkube.core.testing.Given.pod;
import static io.contrailkube.core.testing.Given.service;

import io.contrailkube.core.kind.KubeFact;
import io.contrailkube.core.kind.ObjectId;
import io.contrailkube.core.kind.ingress.IngressClassFact;
import io.contrailkube.core.kind.service.ServiceFact.Type;
import io.contrailkube.core.testing.IngressBuilder;
import io.contrailkube.core.testing.NamespaceBuilder;
import io.contrailkube.core.testing.PodBuilder;
import io.contrailkube.core.testing.ServiceBuilder;
import io.contrailkube.core.world.Story.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * What happens to pods, services, ingresses and additional networks of a few namespaces, one of which is isolated. What
 * Contrail cannot change in the life of an object follows from the life; the rest is drawn anew each time.
 */
final class WorkloadStory {
    static final String ISOLATED = "b";
    static final List<String> NAMESPACES = List.of("a", ISOLATED, "a-b");
    static final List<String> NODES = List.of("node-1", "node-2");
    private static final List<String> KINDS =
            List.of("Namespace", "Pod", "Service", "EndpointSlice", "Ingress", "NetworkAttachmentDefinition");
    private static final int LENGTH = 60;

    private final Random random;
    private final List<Event> events = new ArrayList<>();

    private WorkloadStory(Random random) {
        this.random = random;
    }

    static List<Event> of(long seed, boolean violent) {
        var story = new WorkloadStory(new Random(seed));
        NAMESPACES.forEach(name -> {
            if (story.random.nextInt(5) > 0) {
                story.events.add(story.applyNamespace(name));
            }
        });
        int length = 10 + story.random.nextInt(LENGTH);
        for (int i = 0; i < length; i++) {
            story.events.add(story.next(violent));
        }
        return story.events;
    }

    private Event next(boolean violent) {
        int dice = random.nextInt(violent ? 100 : 80);
        String namespace = pick(NAMESPACES);
        if (dice < 28) {
            return put(podOf(namespace));
        }
        if (dice < 42) {
            return put(serviceOf(namespace));
        }
        if (dice < 50) {
            return put(ingressOf(namespace));
        }
        if (dice < 53) {
            return put(ingressClass());
        }
        if (dice < 55) {
            return new Event("apply network n0 in " + namespace, world -> attach(world, namespace));
        }
        if (dice < 65) {
            return remove(namespace);
        }
        if (dice < 72) {
            return new Event("controllers follow in " + namespace, world -> Follow.in(world, namespace));
        }
        if (dice < 75) {
            return applyNamespace(namespace);
        }
        if (dice < 77) {
            return new Event("delete namespace " + namespace, world -> world.deleteWithin(namespace));
        }
        return dice < 80 ? new Event("rest", World::settle) : mishap(namespace);
    }

    private Event mishap(String namespace) {
        String kind = pick(KINDS);
        int which = random.nextInt(1000);
        return switch (random.nextInt(8)) {
            case 0 -> new Event("kill " + namespace, world -> world.kill(namespace));
            case 1 -> new Event("kill cluster", World::kill);
            case 2 -> new Event("kill all, list", world -> world.killAll().list());
            case 3 ->
                new Event("restart the worker of " + kind, world -> world.killWorker(kind)
                        .list(kind));
            case 4 -> new Event("list " + kind, world -> world.list(kind));
            case 5 -> new Event("repeat " + which, world -> pick(world, which, world::repeat));
            case 6 ->
                new Event(
                        "miss the end of " + which,
                        world -> pick(world, which, fact -> world.deleteUnseen(fact)
                                .killWorker(fact.id().kind())
                                .list(fact.id().kind())));
            default -> {
                int steps = random.nextInt(60);
                yield new Event(steps + " steps", world -> {
                    for (int i = 0; i < steps; i++) {
                        world.step();
                    }
                });
            }
        };
    }

    /** Some pod, service, ingress or slice that is there. */
    private static void pick(World world, int which, Consumer<KubeFact> work) {
        List<KubeFact> there = world.facts().stream()
                .filter(fact -> List.of("Pod", "Service", "Ingress", "EndpointSlice")
                        .contains(fact.id().kind()))
                .toList();
        if (!there.isEmpty()) {
            work.accept(there.get(which % there.size()));
        }
    }

    private Event applyNamespace(String name) {
        NamespaceBuilder wanted = namespace(name);
        if (name.equals(ISOLATED)) {
            wanted = wanted.isolated();
        }
        if (random.nextInt(3) == 0) {
            wanted = wanted.label("team", "t" + random.nextInt(2));
        }
        NamespaceBuilder applied = wanted;
        return new Event("apply namespace " + applied, world -> world.apply(applied));
    }

    /**
     * Kubernetes takes no object of a namespace that is not there. Now and then an object of the same name is another one.
     *
     * @param object what it is in a life, which is counted by the deletions of its name
     */
    private Event put(IntFunction<KubeFact> object) {
        boolean anew = random.nextInt(5) == 0;
        KubeFact first = object.apply(0);
        return new Event((anew ? "replace by " : "apply ") + first, world -> {
            if (first.id().namespace().isEmpty()
                    || world.holdsNamespace(first.id().namespace())) {
                if (anew) {
                    world.delete(object.apply(world.deletions(first)));
                }
                world.apply(object.apply(world.deletions(first)));
            }
        });
    }

    private Event remove(String namespace) {
        String kind = pick(List.of("Pod", "Pod", "Service", "Ingress", "IngressClass"));
        String where = kind.equals("IngressClass") ? "" : namespace;
        int which = random.nextInt(1000);
        return new Event("delete " + kind + ' ' + which + " of " + namespace, world -> {
            List<KubeFact> there = world.facts().stream()
                    .filter(fact -> fact.id().kind().equals(kind))
                    .filter(fact -> fact.id().namespace().equals(where))
                    .toList();
            if (!there.isEmpty()) {
                world.delete(there.get(which % there.size()));
            }
        });
    }

    /** It stays as long as its namespace, for what pods have of it stays as long as they. */
    private static void attach(World world, String namespace) {
        KubeFact network = attachment(namespace, "n0").cidr("192.168.7.0/24").fact();
        if (world.deletions(network) == 0 && world.holdsNamespace(namespace)) {
            world.apply(network);
        }
    }

    private IntFunction<KubeFact> podOf(String namespace) {
        String name = "p" + random.nextInt(4);
        PodBuilder wanted = pod(namespace, name);
        if (random.nextInt(4) > 0) {
            wanted = wanted.label(Follow.APP, "s" + random.nextInt(3));
        }
        if (random.nextInt(3) == 0) {
            wanted = wanted.label("team", "t" + random.nextInt(2));
        }
        PodBuilder alive = random.nextInt(10) == 0 ? wanted.completed() : wanted;
        boolean addressed = random.nextInt(4) > 0;
        return life -> {
            var fate = new Random((namespace + name).hashCode() * 31L + life);
            String node = NODES.get(fate.nextInt(NODES.size()));
            PodBuilder inLife = alive.uid("Pod " + namespace + name + life);
            inLife = addressed ? inLife.on(node, addressOf(node)) : inLife.on(node);
            return (fate.nextInt(6) == 0 ? inLife.networks("n0") : inLife).fact();
        };
    }

    static String addressOf(String node) {
        return "10.0.0." + node.substring(node.length() - 1);
    }

    private IntFunction<KubeFact> serviceOf(String namespace) {
        String name = "s" + random.nextInt(3);
        int address = Math.floorMod((namespace + name).hashCode(), 200) + 1;
        ServiceBuilder wanted = service(namespace, name).clusterIps("10.96.1." + address);
        wanted = wanted.port("http", "TCP", 80 + random.nextInt(2));
        if (random.nextInt(3) == 0) {
            wanted = wanted.port("dns", "UDP", 53);
        }
        ServiceBuilder typed =
                switch (random.nextInt(6)) {
                    case 0 -> wanted.loadBalancer("");
                    case 1 -> wanted.type(Type.EXTERNAL_NAME).clusterIps();
                    case 2 -> wanted.headless();
                    default -> wanted;
                };
        return life -> typed.uid("Service " + namespace + name + life).fact();
    }

    private IntFunction<KubeFact> ingressOf(String namespace) {
        String name = "i" + random.nextInt(2);
        IngressBuilder wanted = ingress(namespace, name);
        String className = pick(List.of("", "", "opencontrail", "edge", "nginx"));
        wanted = wanted.className(className);
        if (random.nextBoolean()) {
            wanted = wanted.defaultBackend("s" + random.nextInt(3), 80);
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            wanted = wanted.path("", "/" + i, "s" + random.nextInt(3), 80 + random.nextInt(2));
        }
        IngressBuilder whole = wanted;
        return life -> whole.uid("Ingress " + namespace + name + life).fact();
    }

    private IntFunction<KubeFact> ingressClass() {
        String controller = random.nextInt(3) == 0 ? "k8s.io/ingress-nginx" : "opencontrail.org/ingress";
        return life -> new IngressClassFact(new ObjectId("IngressClass", "", "edge", "edge" + life), controller);
    }

    private <T> T pick(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
