package io.contrailkube.node.tls;

import com.typesafe.config.Config;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;

/** TLS of the node's endpoints, {@code contrail-kube.node.http.tls} in HOCON. */
public final class EndpointTls {
    private static final String PATH = "contrail-kube.node.http.tls";

    private final SSLContext context;
    private final boolean clientsNeedCertificates;

    private EndpointTls(SSLContext context, boolean clientsNeedCertificates) {
        this.context = context;
        this.clientsNeedCertificates = clientsNeedCertificates;
    }

    /**
     * Empty if it is off.
     *
     * @throws IllegalArgumentException if a file cannot be used; the message names setting, file and remedy
     */
    public static Optional<EndpointTls> from(Config root) {
        Config tls = root.getConfig(PATH);
        if (!tls.getBoolean("enabled")) {
            return Optional.empty();
        }
        boolean clients = tls.getBoolean("require-client-certificate");
        PrivateKey key = use(tls, "key-file", path -> PemKey.parse(Files.readString(path, StandardCharsets.US_ASCII)));
        List<Certificate> chain = use(tls, "cert-file", path -> matching(key, certificates(path)));
        List<Certificate> authorities = clients ? use(tls, "ca-file", EndpointTls::certificates) : List.of();
        try {
            return Optional.of(new EndpointTls(context(key, chain, authorities), clients));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(PATH + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** For one connection. */
    public SSLEngine newEngine() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setNeedClientAuth(clientsNeedCertificates);
        return engine;
    }

    SSLContext context() {
        return context;
    }

    private interface Reader<T> {
        T read(Path path) throws IOException, GeneralSecurityException;
    }

    private static <T> T use(Config tls, String setting, Reader<T> reader) {
        Path path = Path.of(tls.getString(setting));
        try {
            return reader.read(path);
        } catch (IOException e) {
            throw refused(setting, path, "the file cannot be read; check its path and who may read it", e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw refused(setting, path, String.valueOf(e.getMessage()), e);
        }
    }

    private static IllegalArgumentException refused(String setting, Path path, String why, Exception cause) {
        return new IllegalArgumentException(PATH + '.' + setting + " = " + path + ": " + why, cause);
    }

    private static List<Certificate> certificates(Path path) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(path)) {
            List<Certificate> found =
                    List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
            if (found.isEmpty()) {
                throw new IllegalArgumentException("it holds no certificate in PEM");
            }
            return found;
        }
    }

    /** Otherwise every handshake would fail without anybody knowing why. */
    private static List<Certificate> matching(PrivateKey key, List<Certificate> chain) throws GeneralSecurityException {
        Signature signature =
                Signature.getInstance(key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
        byte[] anything = {1, 2, 3};
        signature.initSign(key);
        signature.update(anything);
        byte[] signed = signature.sign();
        signature.initVerify(chain.get(0));
        signature.update(anything);
        if (!signature.verify(signed)) {
            throw new IllegalArgumentException("its first certificate does not belong to the key of key-file");
        }
        return chain;
    }

    private static SSLContext context(PrivateKey key, List<Certificate> chain, List<Certificate> authorities)
            throws GeneralSecurityException, IOException {
        char[] password = {};
        KeyStore store = emptyStore();
        store.setKeyEntry("endpoint", key, password, chain.toArray(new Certificate[0]));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        KeyStore trusted = emptyStore();
        for (int i = 0; i < authorities.size(); i++) {
            trusted.setCertificateEntry("authority-" + i, authorities.get(i));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
