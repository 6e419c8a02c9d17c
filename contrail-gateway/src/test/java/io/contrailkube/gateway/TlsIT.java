package io.contrailkube.gateway;

import static io.contrailkube.gateway.Rig.apply;
import static io.contrailkube.gateway.Rig.ensure;
import static io.contrailkube.gateway.Rig.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.contrailkube.core.contrail.ContrailObject;
import io.contrailkube.core.contrail.ContrailTypes;
import io.contrailkube.core.contrail.FqName;
import io.contrailkube.core.plan.StepOutcome;
import io.contrailkube.standins.contrail.ContrailOptions;
import io.contrailkube.standins.http.Tls;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers behind TLS with a certificate of their own. */
class TlsIT {
    private static final String PASSWORD = "changeit";
    private static final String ONE_TRY = "contrail-kube.gateway { retry.attempts = 1, tls ";

    private Path caFile;
    private Rig rig;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        KeyStore store = certificate(directory.resolve("server.p12"));
        caFile = directory.resolve("ca.pem");
        String encoded = Base64.getMimeEncoder()
                .encodeToString(store.getCertificate("server").getEncoded());
        Files.writeString(caFile, "-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n");
        rig = new Rig(ContrailOptions.loopback().withTls(Tls.keyStore(store, PASSWORD.toCharArray())));
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private static KeyStore certificate(Path file) throws Exception {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "server",
                "-dname",
                "CN=contrail",
                "-ext",
                "SAN=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString());
        assertThat(new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor())
                .isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream stored = Files.newInputStream(file)) {
            store.load(stored, PASSWORD.toCharArray());
        }
        return store;
    }

    private StepOutcome outcomeWith(String tls) {
        var gateway = rig.gateway(settings(ONE_TRY + tls + "}", rig.contrail.uri()), "k8s");
        return apply(
                        gateway,
                        ensure(ContrailObject.builder(ContrailTypes.PROJECT, FqName.of("default-domain", "p"))
                                .build()))
                .get(0);
    }

    @Test
    void onlyWhomTheOperatorTrustsIsTrusted() {
        assertThat(outcomeWith("{}")).isInstanceOf(StepOutcome.Retry.class);
        assertThat(outcomeWith("{ ca-file = \"" + caFile + "\" }")).isInstanceOf(StepOutcome.Applied.class);
        assertThat(outcomeWith("{ verify = off }")).isInstanceOf(StepOutcome.Applied.class);
    }

    @Test
    void aCaFileThatCannotBeUsedIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> outcomeWith("{ ca-file = \"" + caFile.resolveSibling("none.pem") + "\" }"))
                .withMessageContaining("none.pem");
    }
}
