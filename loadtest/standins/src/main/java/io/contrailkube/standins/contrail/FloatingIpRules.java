package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import io.contrailkube.standins.contrail.AddressChoice.Form;
import io.contrailkube.standins.contrail.AddressChoice.Found;
import io.contrailkube.standins.contrail.AddressChoice.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** floating-ip, and in the same way alias-ip (spec 04 section 15.8). */
final class FloatingIpRules implements TypeRules {
    private final World world;
    private final AddressChoice choice;
    private final String address;
    private final String family;

    FloatingIpRules(World world, String kind) {
        this.world = world;
        this.choice = new AddressChoice(world);
        this.address = kind + "_ip_address";
        this.family = kind + "_ip_address_family";
    }

    @Override
    public void create(Draft draft) {
        ConfigObject pool = draft.identity().parent();
        ConfigObject network = pool == null ? null : pool.parent();
        if (pool == null || network == null || !network.is("virtual-network")) {
            return;
        }
        JsonNode asked = draft.property(address);
        Ip ip = Json.empty(asked) ? null : SubnetPlan.ip(asked.asText());
        Form form = new Form(ip, draft.property(family).asText().equals("v6"), true);
        Ip found = first(draft, network, subnets(pool), form);
        draft.onFailure(() -> world.allocations().addresses.release(draft.uuid()));
        if (found != null) {
            draft.set(address, Json.text(found.text()));
        }
        ConfigObject project = network.parent();
        if (world.line().isNew()
                && project != null
                && draft.refs("project_refs").isEmpty()) {
            draft.setRefs("project_refs", Map.of(project.uuid(), Ref.to(project.uuid())));
        }
    }

    /** The subnets that the pool is bound to; one null when it may use all (API-107). */
    private static List<@Nullable String> subnets(ConfigObject pool) {
        List<@Nullable String> subnets = new ArrayList<>();
        JsonNode bound = pool.property("floating_ip_pool_subnets");
        if (bound != null) {
            subnets.addAll(Json.strings(bound.path("subnet_uuid")));
        }
        if (subnets.isEmpty()) {
            subnets.add(null);
        }
        return subnets;
    }

    /** No address is a fault of the server here, not of the client (API-104). */
    private @Nullable Ip first(Draft draft, ConfigObject network, List<@Nullable String> subnets, Form form) {
        ApiError refusal = ApiError.unforeseen();
        for (String subnet : subnets) {
            try {
                Found found = choice.find(new Wish(network, draft.uuid(), "", subnet, form));
                if (found.ip() != null) {
                    return found.ip();
                }
                refusal = ApiError.internal(
                        "Virtual-Network(" + world.python().list(network.fqName()) + ") has exhausted subnet([])");
            } catch (ApiError failed) {
                refusal = failed.status() == 400 ? ApiError.internal(failed.text()) : failed;
            }
        }
        throw refusal;
    }

    @Override
    public void deleted(ConfigObject object) {
        world.allocations().addresses.release(object.uuid());
    }
}
