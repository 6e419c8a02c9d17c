package io.contrailkube.standins.contrail;

import io.contrailkube.standins.contrail.AddressBook.Link;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds an address for an object in a network, with the outcomes of API-101 and API-104. */
final class AddressChoice {
    private static final String FLAT_PREFERRED = "flat-subnet-preferred";
    private static final String FLAT_ONLY = "flat-subnet-only";
    private static final String OWN_ONLY = "user-defined-subnet-only";

    private final World world;
    private final AddressBook book;

    AddressChoice(World world) {
        this.world = world;
        this.book = world.allocations().addresses;
    }

    /** What is asked for; {@code mode} empty is the default one. */
    record Wish(ConfigObject network, String holder, String mode, @Nullable String subnetUuid, Form form) {
        boolean isExplicit() {
            return subnetUuid != null || form.address() != null;
        }
    }

    /** Which address or at least which family; a floating address may not be the gateway. */
    record Form(@Nullable Ip address, boolean v6, boolean floating) {
        static final Form ANY = new Form(null, false, false);
    }

    /** The outcome; the address is null when a given own subnet is full, which is no error upstream. */
    record Found(@Nullable Ip ip, String subnetUuid) {}

    Found find(Wish wish) {
        List<Link> links = book.links(wish.network().uuid());
        if (wish.subnetUuid() != null
                && links.stream().noneMatch(l -> l.subnetUuid().equals(wish.subnetUuid()))) {
            throw ApiError.badRequest(network(wish) + " has invalid subnet(" + wish.subnetUuid() + ")");
        }
        Found shared = requestedInUse(wish, links);
        if (shared != null) {
            return shared;
        }
        if (wish.isExplicit()) {
            return eitherOf(wish, true);
        }
        return switch (wish.mode()) {
            case FLAT_ONLY -> flat(wish);
            case OWN_ONLY -> own(wish);
            default -> eitherOf(wish, wish.mode().equals(FLAT_PREFERRED));
        };
    }

    private Found eitherOf(Wish wish, boolean flatFirst) {
        try {
            return flatFirst ? flat(wish) : own(wish);
        } catch (ApiError failed) {
            if (failed.status() != 400) {
                throw failed;
            }
            return flatFirst ? own(wish) : flat(wish);
        }
    }

    /** 409 when the requested address is taken; the gateway's address is shared with its reservation. */
    private @Nullable Found requestedInUse(Wish wish, List<Link> links) {
        Ip asked = wish.form().address();
        if (asked == null) {
            return null;
        }
        for (Link link : links) {
            for (SubnetPool pool : book.pools(link)) {
                if (!pool.cidr().contains(asked)) {
                    continue;
                }
                if (!wish.form().floating() && pool.isGateway(asked)) {
                    return new Found(asked, link.subnetUuid());
                }
                if (!pool.isFree(asked)) {
                    throw inUse(world.line());
                }
            }
        }
        return null;
    }

    static ApiError inUse(Line line) {
        return ApiError.conflict(line.isNew() ? "IP address already in use" : "Ip address already in use");
    }

    private Found flat(Wish wish) {
        List<String> tried = new ArrayList<>();
        for (Link link : book.links(wish.network().uuid())) {
            Found found = link.isFlat() && isMeant(link, wish) ? first(link, wish, tried) : null;
            if (found != null) {
                return found;
            }
        }
        throw exhausted(wish, tried);
    }

    private Found own(Wish wish) {
        List<Link> links = book.links(wish.network().uuid()).stream()
                .filter(link -> !link.isFlat())
                .toList();
        if (links.isEmpty()) {
            throw ApiError.badRequest(network(wish) + " has no defined subnets");
        }
        List<String> tried = new ArrayList<>();
        boolean given = false;
        for (Link link : links) {
            if (isMeant(link, wish)) {
                given |= wish.subnetUuid() != null;
                Found found = first(link, wish, tried);
                if (found != null) {
                    return found;
                }
            }
        }
        if (given && wish.subnetUuid() != null && wish.form().address() == null) {
            return new Found(null, wish.subnetUuid());
        }
        throw exhausted(wish, tried);
    }

    private static boolean isMeant(Link link, Wish wish) {
        return wish.subnetUuid() == null || wish.subnetUuid().equals(link.subnetUuid());
    }

    private @Nullable Found first(Link link, Wish wish, List<String> tried) {
        Ip asked = wish.form().address();
        for (SubnetPool pool : book.pools(link)) {
            Ip ip = null;
            if (asked == null) {
                if (pool.cidr().network().v6() == wish.form().v6()) {
                    tried.add(pool.cidr().toString());
                    ip = pool.take(wish.holder());
                }
            } else if (pool.cidr().contains(asked) && pool.take(asked, wish.holder())) {
                ip = asked;
            }
            if (ip != null) {
                book.lease(wish.holder(), pool, ip);
                return new Found(ip, link.subnetUuid());
            }
        }
        return null;
    }

    private ApiError exhausted(Wish wish, List<String> tried) {
        return ApiError.badRequest(
                network(wish) + " has exhausted subnet(" + world.python().list(tried) + ")");
    }

    private String network(Wish wish) {
        return "Virtual-Network(" + world.python().list(wish.network().fqName()) + ")";
    }
}
