package io.contrailkube.standins.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bodies as kubectl 1.32 and later send them for {@code create configmap} and the like. */
class ProtobufTest {
    private final KubernetesStandin standin = KubernetesStandin.start(KubernetesOptions.loopback());
    private final Client client = new Client(standin.uri());

    @AfterEach
    void stop() {
        standin.close();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] field(int number, byte[]... content) {
        byte[] all = join(content);
        return join(new byte[] {(byte) (number << 3 | 2), (byte) all.length}, all);
    }

    private static byte[] field(int number, String text) {
        return field(number, text.getBytes(UTF_8));
    }

    private static byte[] number(int field, int value) {
        return new byte[] {(byte) (field << 3), (byte) value};
    }

    private static byte[] body(String apiVersion, String kind, byte[]... object) {
        return join(
                new byte[] {'k', '8', 's', 0},
                field(1, field(1, apiVersion), field(2, kind)),
                field(2, object),
                field(3, ""));
    }

    private int post(String path, byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(standin.uri().resolve(path))
                .header("Content-Type", "application/vnd.kubernetes.protobuf")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void readsMapsAndMetadata() throws Exception {
        byte[] metadata =
                field(1, field(1, "m"), field(3, ""), field(11, field(1, "app"), field(2, "x")), field(8, ""));
        byte[] data = field(2, field(1, "k"), field(2, "v"));
        assertThat(post("/api/v1/namespaces/default/configmaps", body("v1", "ConfigMap", metadata, data)))
                .isEqualTo(201);
        Client.Answer made = client.get("/api/v1/namespaces/default/configmaps/m");
        assertThat(made.text("/data/k")).isEqualTo("v");
        assertThat(made.text("/metadata/labels/app")).isEqualTo("x");
    }

    @Test
    void readsListsNumbersAndPortsOfEitherForm() throws Exception {
        byte[] first = field(1, field(1, "a"), number(3, 80), field(4, number(1, 0), number(2, 81)), number(5, 0));
        byte[] second = field(1, field(1, "b"), number(3, 90), field(4, number(1, 1), field(3, "web")));
        assertThat(post(
                        "/api/v1/namespaces/default/services",
                        body("v1", "Service", field(1, field(1, "s")), field(2, first, second))))
                .isEqualTo(201);
        Client.Answer made = client.get("/api/v1/namespaces/default/services/s");
        assertThat(made.text("/spec/ports/0/targetPort")).isEqualTo("81");
        assertThat(made.text("/spec/ports/1/targetPort")).isEqualTo("web");
    }

    @Test
    void refusesWhatItHasNoSchemaFor() throws Exception {
        assertThat(post("/api/v1/namespaces/default/pods", body("v1", "Pod"))).isEqualTo(415);
        assertThat(post("/api/v1/namespaces/default/pods", new byte[] {'k', '8'}))
                .isEqualTo(400);
        assertThat(post("/api/v1/namespaces/default/configmaps", join(body("v1", "ConfigMap"), new byte[] {18, 99})))
                .isEqualTo(400);
    }
}
