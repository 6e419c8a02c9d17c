package io.contrailkube.standins.contrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.standins.contrail.AddressBook.Link;
import io.contrailkube.standins.contrail.AddressChoice.Form;
import io.contrailkube.standins.contrail.AddressChoice.Found;
import io.contrailkube.standins.contrail.AddressChoice.Wish;
import org.jspecify.annotations.Nullable;

/** {@code ip-alloc}, {@code ip-free} and {@code subnet-ip-count} of a network: addresses without an object (API-93). */
final class NetworkCalls {
    private final World world;
    private final AddressBook book;
    private final AddressChoice choice;

    NetworkCalls(World world) {
        this.world = world;
        this.book = world.allocations().addresses;
        this.choice = new AddressChoice(world);
    }

    private ConfigObject network(String uuid) {
        ConfigObject network = world.find("virtual-network", uuid);
        if (network == null) {
            throw ApiError.notFound("Virtual Network " + uuid + " not found!");
        }
        return network;
    }

    ObjectNode allocate(String uuid, ObjectNode body) {
        ConfigObject network = network(uuid);
        JsonNode given = body.path("subnet");
        String subnet = Json.empty(given) ? null : given.asText();
        boolean v6 = body.path("family").asText("v4").equals("v6");
        ArrayNode addresses = Json.array();
        for (int i = 0; i < body.path("count").asInt(1); i++) {
            Ip ip = take(network, subnet, v6);
            addresses.add(ip == null ? null : ip.text());
        }
        ObjectNode answer = Json.object();
        answer.set("ip_addr", addresses);
        return answer;
    }

    private @Nullable Ip take(ConfigObject network, @Nullable String subnet, boolean v6) {
        String mode = network.text("address_allocation_mode");
        try {
            Found found = choice.find(new Wish(network, World.uuid(), mode, subnet, new Form(null, v6, true)));
            return found.ip();
        } catch (ApiError failed) {
            throw new ApiError(subnet == null ? 409 : 500, failed.text());
        }
    }

    void free(String uuid, ObjectNode body) {
        ConfigObject network = network(uuid);
        for (String text : Json.strings(body.path("ip_addr"))) {
            Ip ip = SubnetPlan.ip(text);
            for (Link link : book.links(network.uuid())) {
                book.pools(link).forEach(pool -> pool.free(ip));
            }
        }
    }

    ObjectNode count(String uuid, ObjectNode body) {
        ConfigObject network = network(uuid);
        ObjectNode answer = Json.object();
        ArrayNode counts = answer.putArray("ip_count_list");
        for (String subnet : Json.strings(body.path("subnet_list"))) {
            int count = 0;
            for (Link link : book.links(network.uuid())) {
                if (link.subnetUuid().equals(subnet)) {
                    count += book.pools(link).stream()
                            .mapToInt(SubnetPool::count)
                            .sum();
                }
            }
            counts.add(count);
        }
        return answer;
    }
}
