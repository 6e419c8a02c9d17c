package io.contrailkube.node.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EndpointTlsTest {
    /** Of a PKCS#8 envelope around an RSA key of 2048 bits. */
    private static final int ENVELOPE = 26;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @BeforeAll
    static void makeKeys() throws Exception {
        makeKey("rsa", "RSA", "2048");
        makeKey("ec", "EC", "256");
        byte[] pkcs8 = key("rsa").getEncoded();
        Files.writeString(
                folder.resolve("rsa1.key"), pem("RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, ENVELOPE, pkcs8.length)));
        Files.writeString(folder.resolve("sec1.key"), pem("EC PRIVATE KEY", new byte[] {1}));
        Files.writeString(folder.resolve("empty.pem"), "nothing");
    }

    private static void makeKey(String name, String algorithm, String size) throws Exception {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process process = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        algorithm,
                        "-keysize",
                        size,
                        "-dname",
                        "CN=localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        folder.resolve(name + ".p12").toString())
                .redirectErrorStream(true)
                .start();
        assertThat(process.waitFor())
                .as(new String(process.getInputStream().readAllBytes()))
                .isZero();
        Files.writeString(
                folder.resolve(name + ".key"), pem("PRIVATE KEY", key(name).getEncoded()));
        Files.writeString(
                folder.resolve(name + ".crt"),
                pem("CERTIFICATE", store(name).getCertificate(name).getEncoded()));
    }

    private static java.security.Key key(String name) throws GeneralSecurityException, IOException {
        return store(name).getKey(name, "changeit".toCharArray());
    }

    private static KeyStore store(String name) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve(name + ".p12"))) {
            store.load(in, "changeit".toCharArray());
        }
        return store;
    }

    private static String pem(String title, byte[] der) {
        String body = Base64.getMimeEncoder().encodeToString(der);
        return "-----BEGIN " + title + "-----\n" + body + "\n-----END " + title + "-----\n";
    }

    private static Config config(String key, String certificate, String more) {
        return ConfigFactory.parseString(("contrail-kube.node.http.tls { enabled = on, key-file = \"%1$s/%2$s\","
                                + " cert-file = \"%1$s/%3$s\", ca-file = \"%1$s/rsa.crt\", %4$s }")
                        .formatted(folder, key, certificate, more))
                .withFallback(ConfigFactory.defaultReference());
    }

    @Test
    void isOffUnlessToldOtherwise() {
        assertThat(EndpointTls.from(ConfigFactory.defaultReference())).isEmpty();
    }

    @Test
    void servesWithEveryFormOfKey() throws Exception {
        for (String[] pair : new String[][] {{"rsa.key", "rsa.crt"}, {"rsa1.key", "rsa.crt"}, {"ec.key", "ec.crt"}}) {
            EndpointTls tls = EndpointTls.from(config(pair[0], pair[1], "")).orElseThrow();

            assertThat(tls.newEngine().getUseClientMode()).isFalse();
            assertThat(greeting(tls, pair[1].substring(0, pair[1].indexOf('.'))))
                    .as(pair[0])
                    .isEqualTo(42);
        }
    }

    @Test
    void clientsMayBeAskedForCertificates() {
        EndpointTls tls = EndpointTls.from(config("rsa.key", "rsa.crt", "require-client-certificate = on"))
                .orElseThrow();

        assertThat(tls.newEngine().getNeedClientAuth()).isTrue();
    }

    @Test
    void aClientThatTrustsAnotherAuthorityRefuses() {
        EndpointTls tls = EndpointTls.from(config("rsa.key", "rsa.crt", "")).orElseThrow();

        assertThatThrownBy(() -> greeting(tls, "ec")).isInstanceOf(SSLException.class);
    }

    @Test
    void filesThatCannotBeUsedAreNamedWithTheRemedy() {
        assertRefused("none.key", "rsa.crt", "key-file = " + folder + "/none.key: the file cannot be read");
        assertRefused("empty.pem", "rsa.crt", "no private key in PEM");
        assertRefused("sec1.key", "ec.crt", "convert it with: openssl pkcs8");
        assertRefused("rsa.key", "empty.pem", "cert-file");
        assertRefused("rsa.key", "none.crt", "cert-file");
        assertRefused("rsa.key", "ec.crt", "cert-file");
    }

    private static void assertRefused(String key, String certificate, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EndpointTls.from(config(key, certificate, "")))
                .withMessageContaining(message);
    }

    private static int greeting(EndpointTls tls, String trusted) throws Exception {
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        anchors.setCertificateEntry("server", store(trusted).getCertificate(trusted));
        var trust = javax.net.ssl.TrustManagerFactory.getInstance("PKIX");
        trust.init(anchors);
        SSLContext client = SSLContext.getInstance("TLS");
        client.init(null, trust.getTrustManagers(), null);
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (var server =
                (SSLServerSocket) tls.context().getServerSocketFactory().createServerSocket(0, 1, loopback)) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> serve(server));
            try (var socket = (SSLSocket) client.getSocketFactory().createSocket(loopback, server.getLocalPort())) {
                return socket.getInputStream().read();
            } finally {
                served.join();
            }
        }
    }

    private static void serve(SSLServerSocket server) {
        try (var socket = server.accept()) {
            socket.getOutputStream().write(42);
        } catch (IOException e) {
            // The client refused; it says why.
        }
    }
}
