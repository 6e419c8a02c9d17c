package io.contrailkube.standins.contrail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.Spec;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An address and a number have one holder at a time, and what is free is found. */
@Spec({"API-96", "API-99"})
final class AllocationProperties {

    private static SubnetPlan plan(String prefix, int length, boolean fromStart) {
        ObjectNode subnet = Json.object().put("addr_from_start", fromStart);
        subnet.putObject("subnet").put("ip_prefix", prefix).put("ip_prefix_len", length);
        return SubnetPlan.complete(subnet);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    @DisplayName("API-99: no address twice, always the first free one, all of them before the subnet is full")
    void addresses(long seed) {
        Random random = new Random(seed);
        SubnetPlan plan = plan(seed % 2 == 0 ? "10.1.0.0" : "fd00::", seed % 2 == 0 ? 26 : 122, random.nextBoolean());
        SubnetPool pool = new SubnetPool(plan);
        List<Ip> candidates = candidates(plan);
        Set<Ip> used = new HashSet<>();
        for (int step = 0; step < 3_000; step++) {
            int choice = random.nextInt(10);
            Ip any = candidates.get(random.nextInt(candidates.size()));
            if (choice < 5) {
                Ip expected = candidates.stream()
                        .filter(ip -> !used.contains(ip))
                        .findFirst()
                        .orElse(null);
                Ip taken = pool.take("holder");
                assertThat(taken).isEqualTo(expected);
                if (taken != null) {
                    used.add(taken);
                }
            } else if (choice < 7) {
                assertThat(pool.take(any, "holder")).isEqualTo(used.add(any));
            } else if (choice == 7 && random.nextInt(20) == 0) {
                pool.replan(plan);
            } else {
                pool.free(any);
                used.remove(any);
            }
            assertThat(pool.count()).isEqualTo(used.size() + plan.reserved().size());
        }
    }

    /** Every address but the reserved ones, in the order of allocation. */
    private static List<Ip> candidates(SubnetPlan plan) {
        TreeSet<Ip> all = new TreeSet<>();
        for (Ip ip = plan.cidr().network(); ip.compareTo(plan.cidr().last()) <= 0; ip = ip.plus(1)) {
            if (!plan.reserved().contains(ip)) {
                all.add(ip);
            }
        }
        return List.copyOf(plan.fromStart() ? all : all.descendingSet());
    }

    @Test
    @DisplayName("API-99: at most 65,535 automatic allocations of a subnet, whatever its size")
    void limit() {
        SubnetPool pool = new SubnetPool(plan("10.32.0.0", 12, false));
        int taken = 0;
        while (pool.take("holder") != null) {
            taken++;
        }
        assertThat(taken).isEqualTo(65_535);
        assertThat(pool.take(Ip.of("10.32.0.1"), "holder")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    @DisplayName("Instance and floating addresses over HTTP: one holder each")
    void overHttp(long seed) {
        Random random = new Random(seed);
        try (Caller contrail = Caller.start()) {
            contrail.project("p");
            contrail.network("p", "net", "10.1.1.0", 28);
            contrail.create("floating-ip-pool", "virtual-network", "default-domain:p:net:pool", "");
            Map<String, String> held = new TreeMap<>();
            for (int step = 0; step < 300; step++) {
                if (random.nextInt(3) == 0 && !held.isEmpty()) {
                    String address = List.copyOf(held.keySet()).get(random.nextInt(held.size()));
                    contrail.delete(held.remove(address)).is(200);
                    continue;
                }
                boolean floating = random.nextBoolean();
                String type = floating ? "floating-ip" : "instance-ip";
                var answer = floating
                        ? contrail.tryCreate(type, "floating-ip-pool", "default-domain:p:net:pool:f" + step, "")
                        : contrail.tryCreate(
                                type, "", "i" + step, "'virtual_network_refs':[{'to':['default-domain','p','net']}],");
                if (held.size() == 12) {
                    answer.is(floating ? 500 : 400);
                    continue;
                }
                answer.is(200);
                String uuid = answer.at("/" + type + "/uuid").asText();
                String address = contrail.field(type, uuid, type.replace('-', '_') + "_address")
                        .asText();
                assertThat(held.put(address, "/" + type + "/" + uuid))
                        .as(address)
                        .isNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    @DisplayName("API-112/120/137: numbers are the lowest free ones")
    void numbers(long seed) {
        Random random = new Random(seed);
        Numbers numbers = new Numbers(5);
        TreeSet<Integer> used = new TreeSet<>();
        for (int step = 0; step < 1_000; step++) {
            if (random.nextBoolean() || used.isEmpty()) {
                int expected = 5;
                while (used.contains(expected)) {
                    expected++;
                }
                assertThat(numbers.take()).isEqualTo(expected);
                used.add(expected);
            } else {
                int any = List.copyOf(used).get(random.nextInt(used.size()));
                numbers.free(any);
                used.remove(any);
            }
        }
    }
}
