package io.contrailkube.gateway;

import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.ObjectKey;
import io.contrailkube.core.plan.Actual;
import io.contrailkube.core.port.Question;
import io.contrailkube.core.port.Question.HostInterface;
import io.contrailkube.core.port.Question.InterfaceAt;
import io.contrailkube.core.port.Question.Named;
import io.contrailkube.core.port.Question.RouterOf;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Finds what others made. Its stages fail with ContrailUnavailable. */
final class Finder {
    private static final String ROUTER = ContrailTypes.VIRTUAL_ROUTER;
    private static final String INTERFACE = ContrailTypes.VIRTUAL_MACHINE_INTERFACE;
    private static final String INTERFACES = "virtual_machine_interface_refs";
    /** Its name where a node has other interfaces of its own beside it. */
    private static final String VHOST = "vhost0";

    private final Directory directory;
    private final Pages pages;
    private final GatewaySettings.Lookups settings;
    private final LongSupplier nanoTime;
    private final Remembered<RouterIndex> routers;
    /** Uuids of interfaces that were asked for, least recently used first. */
    private final LinkedHashMap<Question, Remembered<Optional<String>>> interfaces =
            new LinkedHashMap<>(16, 0.75f, true);

    Finder(Directory directory, Pages pages, GatewaySettings.Lookups settings, LongSupplier nanoTime) {
        this.directory = directory;
        this.pages = pages;
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.routers = new Remembered<>(this::listRouters, settings, nanoTime);
    }

    /** Of a virtual-router no more than name and address is read: it may be a hub with hundreds of references. */
    CompletionStage<Optional<Actual>> find(Question.OfContrail question) {
        if (question instanceof Named named) {
            return directory.byName(named.key());
        }
        if (question instanceof RouterOf of) {
            return routers.find(index -> index.of(of.addresses(), of.node())).thenApply(found -> {
                found.ifPresent(router -> directory.learn(router.key(), router.uuid()));
                return found;
            });
        }
        return question instanceof InterfaceAt at
                ? interfaceOf(at, () -> at(at.network(), at.address()))
                : interfaceOf(question, () -> ofHost((HostInterface) question));
    }

    private CompletionStage<RouterIndex> listRouters() {
        return pages.all(ROUTER, marker -> Requests.fields(ROUTER, List.of(RouterIndex.ADDRESS), marker, pages.size()))
                .thenApply(RouterIndex::new);
    }

    /** Which interface it is may be remembered; how it stands is read anew. */
    private CompletionStage<Optional<Actual>> interfaceOf(
            Question question, Supplier<CompletionStage<Optional<String>>> search) {
        return remembered(question, search).find(uuid -> uuid).thenCompose(uuid -> {
            if (uuid.isEmpty()) {
                return CompletableFuture.completedStage(Optional.empty());
            }
            return directory.byUuid(INTERFACE, uuid.get()).thenApply(found -> {
                if (found.isEmpty()) {
                    forget(question);
                }
                return found;
            });
        });
    }

    private Remembered<Optional<String>> remembered(
            Question question, Supplier<CompletionStage<Optional<String>>> search) {
        synchronized (interfaces) {
            Remembered<Optional<String>> known = interfaces.get(question);
            if (known == null) {
                known = new Remembered<>(search, settings, nanoTime);
                interfaces.put(question, known);
                if (interfaces.size() > settings.remembered()) {
                    interfaces.remove(interfaces.keySet().iterator().next());
                }
            }
            return known;
        }
    }

    private void forget(Question question) {
        synchronized (interfaces) {
            interfaces.remove(question);
        }
    }

    private CompletionStage<Optional<String>> at(ObjectKey network, String address) {
        String type = ContrailTypes.INSTANCE_IP;
        return directory.uuidOf(network).thenCompose(uuid -> {
            if (uuid.isEmpty()) {
                return CompletableFuture.completedStage(Optional.empty());
            }
            Call call = Requests.referring(
                    type, uuid.get(), "instance_ip_address", address, List.of("instance_ip_address", INTERFACES));
            return pages.one(type, call).thenApply(ips -> only(ips, address));
        });
    }

    /** The interface of the instance-ips that have the address, if they agree. */
    private static Optional<String> only(List<Actual> ips, String address) {
        List<String> uuids = ips.stream()
                .filter(ip -> ip.body().path("instance_ip_address").asText().equals(address))
                .flatMap(ip -> Replies.related(INTERFACE, ip.body().path(INTERFACES)).stream())
                .map(Actual::uuid)
                .distinct()
                .toList();
        return uuids.size() == 1 ? Optional.of(uuids.get(0)) : Optional.empty();
    }

    private CompletionStage<Optional<String>> ofHost(HostInterface question) {
        return routers.find(index -> index.at(question.address()))
                .thenCompose(router -> router.isEmpty()
                        ? CompletableFuture.completedStage(Optional.empty())
                        : pages.one(
                                        INTERFACE,
                                        Requests.children(
                                                INTERFACE, router.get().uuid()))
                                .thenApply(Finder::vhost));
    }

    private static Optional<String> vhost(List<Actual> interfaces) {
        if (interfaces.size() == 1) {
            return Optional.of(interfaces.get(0).uuid());
        }
        return interfaces.stream()
                .filter(one -> one.key().fqName().leaf().equals(VHOST))
                .map(Actual::uuid)
                .findFirst();
    }
}
