package io.contrailkube.standins.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client of another make, with its informers. */
class FabricClientTest {
    private final KubernetesStandin standin = KubernetesStandin.start(KubernetesOptions.loopback());
    private final Config config = new ConfigBuilder(Config.empty())
            .withMasterUrl(standin.uri().toString())
            .withWatchReconnectInterval(10)
            .build();
    private final KubernetesClient client =
            new KubernetesClientBuilder().withConfig(config).build();

    @AfterEach
    void stop() {
        client.close();
        standin.close();
    }

    private ConfigMap map(String name) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .endMetadata()
                .addToData("k", "v")
                .build();
    }

    @Test
    void createsEditsAndDeletes() {
        client.resource(map("a")).create();
        client.configMaps().inNamespace("default").withName("a").edit(found -> new ConfigMapBuilder(found)
                .addToData("more", "1")
                .build());
        assertThat(client.configMaps()
                        .inNamespace("default")
                        .list()
                        .getItems()
                        .get(0)
                        .getData())
                .containsEntry("more", "1");
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("n")
                        .endMetadata()
                        .build())
                .create();
        assertThat(client.namespaces().withName("n").delete()).hasSize(1);
        await().until(() -> client.namespaces().withName("n").get() == null);
    }

    @Test
    void keepsAnInformerUpToDateThroughLosses() {
        client.resource(map("a")).create();
        try (SharedIndexInformer<ConfigMap> informer =
                client.configMaps().inNamespace("default").inform()) {
            assertThat(informer.getStore().list()).hasSize(1);
            client.resource(map("b")).create();
            await().until(() -> informer.getStore().list().size() == 2);
            standin.dropConnections();
            client.resource(map("c")).create();
            await().until(() -> informer.getStore().list().size() == 3);
            standin.compact();
            standin.watchFaults().strike("", io.contrailkube.standins.kubernetes.api.WatchWire.Fault.EXPIRE, 1);
            client.configMaps().inNamespace("default").withName("a").delete();
            await().until(() -> informer.getStore().list().size() == 2);
        }
    }
}
