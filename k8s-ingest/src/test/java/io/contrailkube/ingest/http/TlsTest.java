package io.contrailkube.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contrailkube.core.Spec;
import io.contrailkube.ingest.http.ApiFailure.Cause;
import io.contrailkube.ingest.support.ScriptedServer;
import io.contrailkube.ingest.support.TestSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Spec("WA-15")
class TlsTest {
    private static final char[] PASSWORD = "secret".toCharArray();

    @TempDir
    private static @Nullable Path directory;

    private static @Nullable ScriptedServer server;

    @BeforeAll
    static void start() throws Exception {
        KeyStore keys = selfSigned();
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        server = ScriptedServer.startTls(context).on("GET", http -> http.json(200, "{}"));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void anUnknownAuthorityIsRefused() {
        assertThatThrownBy(() -> status())
                .hasCauseInstanceOf(ApiFailure.class)
                .hasMessageContaining("PKIX")
                .extracting(Throwable::getCause)
                .isInstanceOfSatisfying(
                        ApiFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Cause.UNREACHABLE));
    }

    @Test
    void unlessThatIsSwitchedOff() {
        assertThat(status("kubernetes.verify-tls = off")).isEqualTo(200);
    }

    @Test
    void aKnownAuthorityIsTrusted() {
        assertThat(status("kubernetes.ca-file = \"" + directory + "/ca.pem\"")).isEqualTo(200);
    }

    private static int status(String... settings) {
        var access =
                TestSettings.of(Objects.requireNonNull(server).uri(), settings).access();
        try (KubernetesApi api = KubernetesApi.connect(access)) {
            return api.call(ApiCall.get("/version"))
                    .toCompletableFuture()
                    .join()
                    .status();
        }
    }

    private static KeyStore selfSigned() throws IOException, GeneralSecurityException, InterruptedException {
        Path store = Objects.requireNonNull(directory).resolve("keys.p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD),
                        "-storetype",
                        "PKCS12",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=standin",
                        "-ext",
                        "san=ip:127.0.0.1"))
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        String pem = Base64.getMimeEncoder()
                .encodeToString(keys.getCertificate("server").getEncoded());
        Files.writeString(
                store.resolveSibling("ca.pem"),
                "-----BEGIN CERTIFICATE-----\n" + pem + "\n-----END CERTIFICATE-----\n");
        return keys;
    }
}
