package io.contrailkube.node;

import akka.actor.typed.ActorSystem;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.management.cluster.bootstrap.ClusterBootstrap;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How nodes find each other: they ask each other's endpoints for a cluster to join, and found one only when most of them
 * answer and none knows any. So a node that comes back while it is cut off waits, where Akka's own seed nodes would found
 * a second cluster.
 */
final class ClusterFormation {
    private static final String SERVICE = "contrail-kube";
    private static final String BOOTSTRAP = "akka.management.cluster.bootstrap.";

    private final List<String> seeds;

    private ClusterFormation(List<String> seeds) {
        this.seeds = seeds;
    }

    static ClusterFormation of(NodeSettings settings) {
        return new ClusterFormation(settings.cluster().seeds());
    }

    /** The configuration, with what Akka's bootstrap has to know. */
    Config over(Config config, NodeSettings.Http http) {
        var settings = new HashMap<String, Object>();
        settings.put("akka.management.http.hostname", http.host());
        settings.put("akka.management.http.port", http.port());
        if (!seeds.isEmpty()) {
            if (http.port() == 0) {
                throw new IllegalArgumentException(
                        "contrail-kube.node.http.port is 0, but nodes that look for each other (cluster.seeds) need a port"
                                + " that the others know: set it");
            }
            settings.put("akka.discovery.method", "config");
            settings.put("akka.discovery.config.services", Map.of(SERVICE, Map.of("endpoints", endpoints())));
            settings.put(BOOTSTRAP + "contact-point-discovery.service-name", SERVICE);
            settings.put(BOOTSTRAP + "contact-point-discovery.required-contact-point-nr", seeds.size() / 2 + 1);
        }
        return ConfigFactory.parseMap(settings).withFallback(config);
    }

    void begin(ActorSystem<?> system) {
        if (seeds.isEmpty()) {
            Cluster cluster = Cluster.get(system);
            cluster.manager().tell(Join.create(cluster.selfMember().address()));
        } else {
            ClusterBootstrap.get(system.classicSystem()).start();
        }
    }

    private List<Map<String, Object>> endpoints() {
        var endpoints = new ArrayList<Map<String, Object>>();
        for (String seed : seeds) {
            int colon = seed.lastIndexOf(':');
            try {
                endpoints.add(
                        Map.of("host", seed.substring(0, colon), "port", Integer.parseInt(seed.substring(colon + 1))));
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(
                        "contrail-kube.node.cluster.seeds holds '" + seed + "': write it as host:port", e);
            }
        }
        return endpoints;
    }
}
